import "server-only";
import { readFile, stat } from "node:fs/promises";
import { FAILURE_REASONS } from "#lib/contract/status";
import { TaskFailure } from "#lib/engine/task-failure";
import { env } from "#lib/env";

let loaded: { file: string; changedMs: number; terms: string[] } | undefined;

/**
 * Refuses a prompt that holds a term of the administrator's blocklist: one term a line, `#` begins a
 * comment. Terms match whole words whatever their case and width; terms in Chinese match anywhere, for
 * words are not spaced there. The file is read again when it changes.
 * @throws {TaskFailure} in the API's words for inappropriate content.
 * @throws when the file can't be read: a list that is set must not silently stop counting.
 */
export async function refuseBlockedPrompt(prompt: string): Promise<void> {
  const file = env().ENGINE_BLOCKLIST;
  if (!file) return;
  const words = asWords(prompt);
  const text = normalise(prompt);
  const blocked = (await loadTerms(file)).some((term) =>
    /\p{Script=Han}/u.test(term) ? text.includes(term) : words.includes(asWords(term)),
  );
  if (blocked) throw new TaskFailure(FAILURE_REASONS.inappropriate);
}

async function loadTerms(file: string): Promise<string[]> {
  const { mtimeMs } = await stat(/* turbopackIgnore: true */ file);
  if (loaded?.file === file && loaded.changedMs === mtimeMs) return loaded.terms;
  const lines = (await readFile(/* turbopackIgnore: true */ file, "utf8")).split(/\r?\n/);
  const terms = lines
    .map((line) => normalise(line.replace(/#.*/, "")).trim())
    .filter((term) => /[\p{L}\p{N}]/u.test(term));
  loaded = { file, changedMs: mtimeMs, terms };
  return terms;
}

function normalise(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Letters and digits with one space before, between and after the words, so that `includes` finds whole words alone. */
function asWords(text: string): string {
  return ` ${(normalise(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(" ")} `;
}
