/** One thing to search for, and what stands for it where its very letters are not there. */
export interface SearchTerm {
  text: string;
  /** Pairs of neighbouring characters, for scripts that write without spaces; empty for others. */
  pairs: string[];
  /** Whether similar words may do. */
  tolerant: boolean;
  /** The word with each two neighbours swapped: in groups of three letters a swap weighs like another word. */
  swaps: string[];
}

/** More terms than this only make a search slow. */
const MAX_TERMS = 8;
/** A shorter word has too few letters for one of them to be wrong. */
const TOLERANT_FROM = 4;
/** A shorter word becomes another one too easily: “form” is “from”. */
const SWAPS_FROM = 5;
/** What is longer is hardly a word, and each swap has to be looked for. */
const SWAPS_TO = 20;
/** Two characters are one pair: where it is not there, nothing of the term is. */
const PAIRS_FROM = 3;

const WITHOUT_SPACES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const RUNS = new RegExp(
  `(?:${WITHOUT_SPACES.source})+|[^\\s\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}]+`,
  "gu",
);

function swapsOf(letters: readonly string[]): string[] {
  const swaps = letters
    .slice(1)
    .map((letter, place) => [...letters.slice(0, place), letter, letters[place], ...letters.slice(place + 2)].join(""));
  return [...new Set(swaps)].filter((swap) => swap !== letters.join(""));
}

/** Splits what somebody typed into terms: words, and runs of a script that writes without spaces. */
export function searchTerms(typed: string): SearchTerm[] {
  const runs = typed.match(RUNS) ?? [];
  return [...new Set(runs)].slice(0, MAX_TERMS).map((text) => {
    const characters = [...text];
    const isSpaceless = WITHOUT_SPACES.test(text);
    const hasPairs = isSpaceless && characters.length >= PAIRS_FROM;
    const pairs = hasPairs ? characters.slice(1).map((character, place) => `${characters[place]}${character}`) : [];
    const isSwappable = !isSpaceless && characters.length >= SWAPS_FROM && characters.length <= SWAPS_TO;
    return {
      text,
      pairs: [...new Set(pairs)],
      tolerant: !isSpaceless && characters.length >= TOLERANT_FROM,
      swaps: isSwappable ? swapsOf(characters) : [],
    };
  });
}
