import type { BatchItem } from "#lib/client/composer-draft";
import { judgeImageAddress } from "#lib/client/image-address";
import { isMode } from "#lib/domain/modes";
import { isRatio } from "#lib/domain/ratios";
import { uploadNameIn } from "#lib/domain/uploads";

/** Why a row can't be sent. `value` is what stands there. */
export interface RowProblem {
  /** As a spreadsheet counts: the header of a CSV is row 1. Entries of a JSON list count from 1. */
  row: number;
  reason: "noPrompt" | "badMode" | "badRatio" | "badImage" | "badCells" | "unreadable";
  value: string;
}

/** What a file of prompts holds. */
export interface Rows {
  items: BatchItem[];
  problems: RowProblem[];
}

/** What keeps a file from being read at all. */
export type FileFault = "tooBig" | "notUnicode" | "notJson" | "noPromptColumn" | "nothing";

/** Larger files hold more than one batch does. */
const MAX_BYTES = 2 * 1024 * 1024;

type Options = Omit<BatchItem, "prompt">;

/**
 * Reads prompts out of a CSV file with a header, or a JSON list of texts or objects: columns or keys
 * `prompt`, `mode`, `ratio` and `image`, of which all but the first may be missing or empty. Those are then
 * as in `defaults`.
 */
export async function readRows(file: File, defaults: Options): Promise<Rows | FileFault> {
  if (file.size > MAX_BYTES) return "tooBig";
  const text = decode(await file.arrayBuffer());
  if (text === null) return "notUnicode";
  const isJson = file.name.toLowerCase().endsWith(".json") || /^\s*\[/.test(text);
  const records = isJson ? readJson(text) : await readCsv(text);
  if (typeof records === "string") return records;
  const rows: Rows = { items: [], problems: [] };
  for (const [row, record] of records) {
    const read = typeof record === "string" ? { reason: record, value: "" } : itemOf(record, defaults);
    if ("reason" in read) rows.problems.push({ row, ...read });
    else rows.items.push(read);
  }
  return rows.items.length + rows.problems.length === 0 ? "nothing" : rows;
}

/**
 * The text of a file in UTF-8, or in UTF-16 as spreadsheets write what they call Unicode text; null for another
 * encoding, in which Chinese would come out as other characters.
 */
function decode(bytes: ArrayBuffer): string | null {
  const [first, second] = new Uint8Array(bytes);
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  try {
    return new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Cells by the names of their columns, in lower case, or why there are none. */
type Numbered = [row: number, record: ReadonlyMap<string, string> | "badCells" | "unreadable"][];

const DELIMITERS = [",", ";", "\t", "|"];
/** Stands in no text: where there is one column, commas belong to the prompts. */
const NO_DELIMITER = "\x1e";

/** Told by the header alone: prompts are full of commas, which outvote the true delimiter where all rows count. */
function delimiterOf(text: string): string | undefined {
  const [header = ""] = text.split(/[\r\n]/, 1);
  return [NO_DELIMITER, ...DELIMITERS].find((delimiter) =>
    header.split(delimiter).some((name) => /^\s*("?)prompt\1\s*$/i.test(name)),
  );
}

async function readCsv(text: string): Promise<Numbered | FileFault> {
  const delimiter = delimiterOf(text);
  if (!delimiter) return text.trim() === "" ? "nothing" : "noPromptColumn";
  const { default: papa } = await import("papaparse");
  const { data, errors } = papa.parse<string[]>(text, { delimiter });
  const misquoted = new Set(errors.map(({ type, row }) => (type === "Quotes" ? row : undefined)));
  const [header = [], ...rows] = data;
  const names = header.map((name) => name.trim().toLowerCase());
  return rows.flatMap((cells, place): Numbered => {
    if (cells.every((cell) => cell.trim() === "")) return [];
    const tooMany = cells.slice(names.length).some((cell) => cell.trim() !== "");
    if (tooMany || misquoted.has(place + 1)) return [[place + 2, "badCells"]];
    return [[place + 2, new Map(names.map((name, column) => [name, cells[column]?.trim() ?? ""]))]];
  });
}

function readJson(text: string): Numbered | FileFault {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "notJson";
  }
  if (!Array.isArray(value)) return "notJson";
  return value.map((entry: unknown, place) => {
    if (typeof entry === "string") return [place + 1, new Map([["prompt", entry.trim()]])];
    if (typeof entry !== "object" || entry === null) return [place + 1, "unreadable"];
    const cells = Object.entries(entry).flatMap(([name, cell]): [string, string][] =>
      typeof cell === "string" ? [[name.toLowerCase(), cell.trim()]] : [],
    );
    return [place + 1, new Map(cells)];
  });
}

function itemOf(record: ReadonlyMap<string, string>, defaults: Options): BatchItem | Omit<RowProblem, "row"> {
  const prompt = record.get("prompt") ?? "";
  const mode = record.get("mode")?.toLowerCase() || defaults.mode;
  const ratio = record.get("ratio") || defaults.ratio;
  const imageUrl = record.get("image") || defaults.imageUrl;
  if (prompt === "") return { reason: "noPrompt", value: "" };
  if (!isMode(mode)) return { reason: "badMode", value: mode };
  if (!isRatio(ratio)) return { reason: "badRatio", value: ratio };
  if (imageUrl && !uploadNameIn(imageUrl) && judgeImageAddress(imageUrl) === "invalid") {
    return { reason: "badImage", value: imageUrl };
  }
  return { prompt, mode, ratio, imageUrl };
}
