import { hasMarks } from "#lib/domain/wildcard-marks";

/**
 * Wildcards in prompts, as SwarmUI and the dynamic prompts of Stable Diffusion have them: `{red|blue}`
 * takes one, `{2$$a|b|c}` two and `{1-2$$a|b|c}` one or two, joined by ", "; `__cities__` takes a line of
 * the list of that name, `{2$$__cities__}` two. They nest, and a backslash makes `{ } | _ \` plain.
 * `{{subject}}` is a variable (`prompt-variables.ts`) and none of these.
 */

/** Lists by their names in lower case. */
export type WildcardLists = ReadonlyMap<string, readonly string[]>;

type Part = string | { list: string } | { least: number; most: number; options: Part[][] };

/** What a batch is expanded to. */
export interface Expansion {
  /** As they will be sent: for each template in its order, `count` prompts. */
  prompts: string[];
  /** Whether another seed could make others. */
  random: boolean;
  /** Names of lists that are empty or not there, as they were written. */
  missing: string[];
}

/** Deeper nesting is taken as it stands. */
const DEPTH_MAX = 20;
/** Lists may name each other: so many parts of one prompt are expanded, and no more. */
const STEPS_MAX = 5_000;
/** How often it is drawn again for a prompt that the batch does not have yet. */
const DRAWS_MAX = 24;
const JOINT = ", ";

const VARIABLE_AT = /\{\{[^{}|]*\}\}/y;
const LIST_AT = /__([\p{L}\p{N}](?:[\p{L}\p{N} -]|_(?!_))*)__/uy;
const NUMBERS_AT = /(\d{1,3})(?:-(\d{1,3}))?\$\$/y;

/**
 * Expands `templates`, each `count` times. The same input gives the same prompts: `seed` is all the
 * chance there is. Prompts made of one template differ as long as it has as many.
 */
export function expandPrompts(
  templates: readonly string[],
  { count, seed, lists }: { count: number; seed: number; lists: WildcardLists },
): Expansion {
  const missing = new Set<string>();
  let random = false;
  const prompts = templates.flatMap((template, place) => {
    if (!hasMarks(template)) return Array.from({ length: count }, () => template);
    const parts = parse(template);
    random ||= parts.some((part) => typeof part !== "string");
    const made = new Set<string>();
    return Array.from({ length: count }, (_, copy) => {
      const chance = seededChance(seed + place * 1_009 + copy * 7_919);
      for (let draw = 1; ; draw += 1) {
        const prompt = expand(parts, { chance, lists, missing, steps: STEPS_MAX }, 0);
        if (made.has(prompt) && draw < DRAWS_MAX) continue;
        made.add(prompt);
        return prompt;
      }
    });
  });
  return { prompts, random, missing: [...missing] };
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function seededChance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Expanding {
  chance: () => number;
  lists: WildcardLists;
  missing: Set<string>;
  steps: number;
}

function expand(parts: readonly Part[], state: Expanding, depth: number): string {
  return parts.map((part) => (typeof part === "string" ? part : expandPart(part, state, depth))).join("");
}

function expandPart(part: Exclude<Part, string>, state: Expanding, depth: number): string {
  state.steps -= 1;
  if (state.steps < 0 || depth > DEPTH_MAX) return "";
  if ("list" in part) {
    const options = linesOf(part.list, state);
    const [line] = options ? pick(options, 1, state.chance) : [];
    return line === undefined ? `__${part.list}__` : expand(parse(line), state, depth + 1);
  }
  const { least, most, options } = part;
  const wanted = least + Math.floor(state.chance() * (most - least + 1));
  return pick(optionsOf(options, state), wanted, state.chance)
    .map((option) => expand(typeof option === "string" ? parse(option) : option, state, depth + 1))
    .join(JOINT);
}

/** A choice of nothing but one list is a choice of its lines. Only those that are taken are read. */
function optionsOf(options: Part[][], state: Expanding): readonly (Part[] | string)[] {
  const [only] = options;
  const [first] = only ?? [];
  if (options.length !== 1 || only?.length !== 1 || typeof first !== "object" || !("list" in first)) return options;
  return linesOf(first.list, state) ?? options;
}

function linesOf(name: string, { lists, missing }: Expanding): readonly string[] | undefined {
  const lines = lists.get(name.toLowerCase());
  if (lines && lines.length > 0) return lines;
  missing.add(name);
  return undefined;
}

/** So many of `options`, none twice, in the order of chance; all where there are fewer. */
function pick<T>(options: readonly T[], wanted: number, chance: () => number): T[] {
  const left = [...options];
  return Array.from({ length: Math.min(wanted, left.length) }, () =>
    left.splice(Math.floor(chance() * left.length), 1),
  ).flat();
}

function parse(text: string): Part[] {
  return new Parser(text).sequence(0, text.length, 0);
}

class Parser {
  readonly #text: string;
  /** Where the brace that opens at a place closes; braces without a partner are plain. */
  readonly #closing: Map<number, number>;

  constructor(text: string) {
    this.#text = text;
    this.#closing = new Map();
    const open: number[] = [];
    for (let at = 0; at < text.length; at += 1) {
      if (text[at] === "\\") at += 1;
      else if (text[at] === "{") open.push(at);
      else if (text[at] === "}") {
        const start = open.pop();
        if (start !== undefined) this.#closing.set(start, at);
      }
    }
  }

  sequence(start: number, end: number, depth: number): Part[] {
    const parts: Part[] = [];
    let plain = "";
    const add = (part: Part) => {
      if (plain) parts.push(plain);
      plain = "";
      parts.push(part);
    };
    for (let at = start; at < end; ) {
      const closing = this.#closing.get(at);
      const variable = this.#match(VARIABLE_AT, at, end);
      const list = this.#match(LIST_AT, at, end);
      if (this.#text[at] === "\\" && at + 1 < end && /[\\{}|_]/.test(this.#text[at + 1] ?? "")) {
        plain += this.#text[at + 1];
        at += 2;
      } else if (variable) {
        plain += variable[0];
        at += variable[0].length;
      } else if (list) {
        add({ list: list[1] ?? "" });
        at += list[0].length;
      } else if (closing !== undefined && closing < end && depth < DEPTH_MAX) {
        add(this.#choice(at + 1, closing, depth + 1));
        at = closing + 1;
      } else {
        plain += this.#text[at];
        at += 1;
      }
    }
    if (plain) parts.push(plain);
    return parts;
  }

  #choice(start: number, end: number, depth: number): Part {
    const numbers = this.#match(NUMBERS_AT, start, end);
    const [whole = "", few = "1", many = few] = numbers ?? [];
    const [least, most] = [Number(few), Number(many)].sort((a, b) => a - b);
    const options: Part[][] = [];
    let from = start + whole.length;
    for (let at = from; at <= end; at += 1) {
      if (this.#text[at] === "\\") at += 1;
      else if (at === end || this.#text[at] === "|") {
        options.push(this.sequence(from, at, depth));
        from = at + 1;
      } else at = this.#closing.get(at) ?? at;
    }
    return { least: least ?? 1, most: most ?? 1, options };
  }

  #match(pattern: RegExp, at: number, end: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    const found = pattern.exec(this.#text);
    return found && at + found[0].length <= end ? found : null;
  }
}
