/** Most generations that one batch may hold. */
export const BATCH_MAX_ITEMS = 200;

/** Most characters that the prompts of one batch may have together: a request of the browser carries 1 MB. */
export const BATCH_MAX_CHARACTERS = 240_000;
