/** Most generations that one batch may hold. */
export const BATCH_MAX_ITEMS = 200;

/** Most characters that the prompts of one batch may have together: a request of the browser carries 1 MB. */
export const BATCH_MAX_CHARACTERS = 240_000;

/** Credits above which a batch is confirmed once more, where its owner has set nothing else. */
export const CONFIRM_ABOVE_CREDITS = 200;

/** Whether so many prompts, or so long ones, are more than one batch holds. */
export function isTooLarge(prompts: readonly string[]): boolean {
  if (prompts.length > BATCH_MAX_ITEMS) return true;
  return prompts.reduce((sum, prompt) => sum + prompt.length, 0) > BATCH_MAX_CHARACTERS;
}
