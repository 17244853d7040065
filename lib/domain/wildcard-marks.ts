/** What a list may be called: it stands between double underscores, so it has none itself. */
export const LIST_NAME = /^[\p{L}\p{N}](?:(?:[\p{L}\p{N} -]|_(?!_))*[\p{L}\p{N}])?$/u;

const MARKS = /\\[\\{}|_]|\{.*\}|__[\p{L}\p{N}](?:[\p{L}\p{N} -]|_(?!_))*__/su;

/** Whether a prompt may hold choices, lists, variables or escapes, so that it is not sent as it stands. */
export function hasMarks(prompt: string): boolean {
  return MARKS.test(prompt);
}

/** Writes a prompt so that it comes out of `expandPrompts` as it is, whatever it holds. */
export function escapeMarks(prompt: string): string {
  return hasMarks(prompt) ? prompt.replace(/[\\{}|_]/g, "\\$&") : prompt;
}
