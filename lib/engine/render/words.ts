/** A prompt made ready for questions about its words. */
export interface PromptWords {
  text: string;
  tokens: ReadonlySet<string>;
}

const HAN = /\p{Script=Han}/u;

/** Lower case, full-width letters made normal, and plurals also known by their singular. */
export function readWords(prompt: string): PromptWords {
  const text = prompt.normalize("NFKC").toLowerCase();
  const tokens = new Set<string>();
  for (const [token] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    tokens.add(token);
    if (token.length > 3 && token.endsWith("s")) tokens.add(token.slice(0, -1));
    if (token.length > 4 && token.endsWith("es")) tokens.add(token.slice(0, -2));
    if (token.length > 4 && token.endsWith("ies")) tokens.add(`${token.slice(0, -3)}y`);
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
  const places = terms
    .split(" ")
    .filter((term) => occurs(words, term))
    .map((term) => words.text.indexOf(term));
  return places.length === 0 ? -1 : Math.min(...places);
}

function occurs(words: PromptWords, term: string): boolean {
  return HAN.test(term) ? words.text.includes(term) : words.tokens.has(term);
}
