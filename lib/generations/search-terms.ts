/** One thing to search for, and what stands for it where its very letters are not there. */
export interface SearchTerm {
  text: string;
  /** Pairs of neighbouring characters, for scripts that write without spaces; empty for others. */
  pairs: string[];
  /** Whether similar words may do. */
  tolerant: boolean;
}

/** More terms than this only make a search slow. */
const MAX_TERMS = 8;
/** A shorter word has too few letters for one of them to be wrong. */
const TOLERANT_FROM = 4;
/** Two characters are one pair: where it is not there, nothing of the term is. */
const PAIRS_FROM = 3;

const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const RUNS = new RegExp(
  `(?:${WITHOUT_SPACES.source})+|[^\\s\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}]+`,
  "gu",
);

/** Splits what somebody typed into terms: words, and runs of a script that writes without spaces. */
export function searchTerms(typed: string): SearchTerm[] {
  const runs = typed.match(RUNS) ?? [];
  return [...new Set(runs)].slice(0, MAX_TERMS).map((text) => {
    const characters = [...text];
    const isSpaceless = WITHOUT_SPACES.test(text);
    const hasPairs = isSpaceless && characters.length >= PAIRS_FROM;
    const pairs = hasPairs ? characters.slice(1).map((character, place) => `${characters[place]}${character}`) : [];
    return { text, pairs: [...new Set(pairs)], tolerant: !isSpaceless && characters.length >= TOLERANT_FROM };
  });
}
