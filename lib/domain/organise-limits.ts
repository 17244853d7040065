/** Most ids that one action takes; the browser sends more of them in several. */
export const ACTION_MAX_IDS = 1_000;
/** Most videos that one ZIP holds. */
export const ZIP_MAX_VIDEOS = 10_000;

export const TAG_MAX_CHARACTERS = 40;
export const COLLECTION_NAME_MAX_CHARACTERS = 80;

/** How many videos are compared at once. */
export const COMPARE = { least: 2, most: 4 };
