/** Siblings of the provider stop at 2,000 characters: warn above. */
export const PROMPT_WARN_CHARACTERS = 2_000;
/** Peers stop at 5,000 characters, and so does the built-in engine: refuse above. */
export const PROMPT_MAX_CHARACTERS = 5_000;

/** Length of a prompt as limits count it: Unicode characters, not UTF-16 units. */
export function promptLength(prompt: string): number {
  return [...prompt].length;
}
