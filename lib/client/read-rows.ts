import type { BatchItem } from "#lib/client/composer-draft";
import { judgeImageAddress } from "#lib/client/image-address";
import { isMode } from "#lib/domain/modes";
import { isRatio } from "#lib/domain/ratios";
import { uploadNameIn } from "#lib/domain/uploads";

/** Why a row can't be sent. `value` is what stands there. */
export interface RowProblem {
  /** As a spreadsheet counts: the header of a CSV is row 1. Entries of a JSON list count from 1. */
  row: number;
  reason: "noPrompt" | "badMode" | "badRatio" | "badImage" | "unreadable";
  value: string;
}

/** What a file of prompts holds. */
export interface Rows {
  items: BatchItem[];
  problems: RowProblem[];
}

/** What keeps a file from being read at all. */
export type FileFault = "tooBig" | "notJson" | "noPromptColumn" | "nothing";

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
  const text = (await file.text()).replace(/^\uFEFF/, "");
  const isJson = file.name.toLowerCase().endsWith(".json") || /^\s*\[/.test(text);
  const records = isJson ? readJson(text) : await readCsv(text);
  if (typeof records === "string") return records;
  const rows: Rows = { items: [], problems: [] };
  for (const [row, record] of records) {
    const read = record ? itemOf(record, defaults) : ({ reason: "unreadable", value: "" } as const);
    if ("reason" in read) rows.problems.push({ row, ...read });
    else rows.items.push(read);
  }
  return rows.items.length + rows.problems.length === 0 ? "nothing" : rows;
}

/** Cells by the names of their columns, in lower case; null for what is no record. */
type Numbered = [row: number, record: ReadonlyMap<string, string> | null][];

async function readCsv(text: string): Promise<Numbered | FileFault> {
  const { default: papa } = await import("papaparse");
  const { data } = papa.parse<string[]>(text);
  const [header = [], ...rows] = data;
  const names = header.map((name) => name.trim().toLowerCase());
  if (!names.includes("prompt")) return text.trim() === "" ? "nothing" : "noPromptColumn";
  return rows.flatMap((cells, place): Numbered => {
    if (cells.every((cell) => cell.trim() === "")) return [];
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
    if (typeof entry !== "object" || entry === null) return [place + 1, null];
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
