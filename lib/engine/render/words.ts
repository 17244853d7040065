import { MISREADINGS } from "#lib/engine/render/vocabulary/misreadings";

/** A prompt made ready for questions about its words. */
export interface PromptWords {
  text: string;
  /** Every word, and where in `text` it first stands. */
  tokens: ReadonlyMap<string, number>;
}

const HAN = /\p{Script=Han}/u;

/** Lower case, full-width letters made normal, and plurals also known by their singular. */
export function readWords(prompt: string): PromptWords {
  const text = prompt.normalize("NFKC").toLowerCase();
  const tokens = new Map<string, number>();
  const add = (token: string, at: number) => tokens.set(token, tokens.get(token) ?? at);
  for (const { 0: token, index } of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    add(token, index);
    if (token.length > 3 && token.endsWith("s")) add(token.slice(0, -1), index);
    if (token.length > 4 && token.endsWith("es")) add(token.slice(0, -2), index);
    if (token.length > 4 && token.endsWith("ies")) add(`${token.slice(0, -3)}y`, index);
  }
  return { text, tokens };
}

/** Whether any of the space-separated `terms` occurs; Chinese terms anywhere in the text, since it has no spaces. */
export function mentions(words: PromptWords, terms: string): boolean {
  return terms.split(" ").some((term) => occurs(words, term));
}

/** How strongly `terms` occur: one for a word, its length for a Chinese term, so that 海底 outweighs 海. */
export function weigh(words: PromptWords, terms: string): number {
  let weight = 0;
  for (const term of terms.split(" ")) if (occurs(words, term)) weight += HAN.test(term) ? term.length : 1;
  return weight;
}

/** Where the first of `terms` stands in the text; -1 when none does. */
export function firstMention(words: PromptWords, terms: string): number {
  const places = terms.split(" ").flatMap((term) => placesOf(words, term));
  return places.length === 0 ? -1 : Math.min(...places);
}

/** Where the nearest of the Chinese ones among `terms` begins, from `from` up to but not at `to`; -1 when none does. */
export function nearestHan(words: PromptWords, terms: string, from: number, to: number): number {
  const places = terms
    .split(" ")
    .filter((term) => HAN.test(term))
    .flatMap((term) => placesOf(words, term))
    .filter((at) => at >= from && at < to);
  return places.length === 0 ? -1 : Math.min(...places);
}

function occurs(words: PromptWords, term: string): boolean {
  return placesOf(words, term).length > 0;
}

/** An English word's first place; every place of a Chinese one, but for those where it is part of another word. */
function placesOf(words: PromptWords, term: string): number[] {
  if (!HAN.test(term)) {
    const at = words.tokens.get(term);
    return at === undefined ? [] : [at];
  }
  const places = [...words.text.matchAll(new RegExp(term, "gu"))].map(({ index }) => index);
  const others = MISREADINGS.get(term);
  if (places.length === 0 || !others) return places;
  const taken = others
    .split(" ")
    .flatMap((other) => placesOf(words, other).map((from) => ({ from, to: from + other.length })));
  return places.filter((at) => !taken.some(({ from, to }) => at < to && at + term.length > from));
}
