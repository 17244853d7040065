/** Siblings of the provider stop at 2,000 characters: warn above. */
export const PROMPT_WARN_CHARACTERS = 2_000;
/** Peers stop at 5,000 characters, and so does the built-in engine: refuse above. */
export const PROMPT_MAX_CHARACTERS = 5_000;

/** Length of a prompt as limits count it: Unicode characters, not UTF-16 units. */
export function promptLength(prompt: string): number {
  return [...prompt].length;
}

/**
 * A file-name part from a prompt: lower-case letters and digits of any script joined by hyphens, at
 * most `maxCharacters` long, `"video"` where nothing is left.
 */
function promptSlug(prompt: string, maxCharacters = 48): string {
  const words =
    prompt
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const slug = [...words.join("-")].slice(0, maxCharacters).join("");
  return slug.replace(/-+$/, "") || "video";
}

/** `<date>-<prompt-slug>-<n>.<extension>`; the date is the UTC day of creation and `number` starts at 1. */
export function videoFileName(createdAt: Date, prompt: string, number: number, extension: string): string {
  return `${createdAt.toISOString().slice(0, 10)}-${promptSlug(prompt)}-${number}.${extension}`;
}
