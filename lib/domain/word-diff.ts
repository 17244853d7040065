/** A piece of a text, and whether all the others have it too. */
export interface DiffPart {
  text: string;
  shared: boolean;
}

function wordsOf(text: string, locale: string): string[] {
  const segmenter = new Intl.Segmenter(locale, { granularity: "word" });
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** Marks, for each word of `words`, whether it is part of the longest sequence that it has in common with `other`. */
function inCommon(words: readonly string[], other: readonly string[]): boolean[] {
  const lengths = Array.from({ length: words.length + 1 }, () => new Uint16Array(other.length + 1));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = words.length - 1; row >= 0; row--) {
    for (let column = other.length - 1; column >= 0; column--) {
      const line = lengths[row];
      if (!line) continue;
      line[column] =
        words[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const common = words.map(() => false);
  for (let row = 0, column = 0; row < words.length && column < other.length; ) {
    if (words[row] === other[column]) {
      common[row] = true;
      row += 1;
      column += 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return common;
}

/** Longer texts are compared by their beginnings. */
const WORDS_MAX = 600;

/** What each of some texts has that not all of the others have, word by word, in any language. */
export function wordDiff(texts: readonly string[], locale: string): DiffPart[][] {
  const all = texts.map((text) => wordsOf(text, locale));
  return all.map((words, place) => {
    const begun = words.slice(0, WORDS_MAX);
    const others = all.filter((_, other) => other !== place).map((other) => inCommon(begun, other.slice(0, WORDS_MAX)));
    const parts: DiffPart[] = [];
    for (const [index, text] of words.entries()) {
      const shared = others.every((common) => common[index] ?? true);
      const last = parts.at(-1);
      if (last?.shared === shared) last.text += text;
      else parts.push({ text, shared });
    }
    return parts;
  });
}
