/** What a template of file names may hold in braces. */
export const FILE_NAME_TOKENS = ["date", "time", "prompt", "n", "ratio", "mode", "rating", "tags", "id"] as const;

/** How downloads are named unless somebody wants it otherwise. */
export const DEFAULT_FILE_NAME_TEMPLATE = "{date}-{prompt}-{n}";
export const FILE_NAME_TEMPLATE_MAX_CHARACTERS = 120;

/** What of a video can be in the name of its file. */
export interface NamedVideo {
  id: string;
  /** Place among the outputs of its generation, from 1. */
  number: number;
  createdAt: Date;
  prompt: string;
  ratio: string;
  mode: string;
  rating: number | null;
  tags: readonly string[];
  /** Without its dot. */
  extension: string;
}

/** What Windows allows in no name; the others allow it, but a ZIP travels. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}]/u;
/** Names of devices there, whatever follows a dot. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** File systems take 255 bytes; this leaves room for a number that tells two apart, and for the extension. */
const STEM_MAX_BYTES = 200;
const PROMPT_MAX_CHARACTERS = 48;
const ID_CHARACTERS = 12;

/** Letters and digits of any script in lower case, joined by hyphens, at most `maxCharacters`; empty where there are none. */
function slug(text: string, maxCharacters: number): string {
  const words =
    text
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const cut = [...words.join("-")].slice(0, maxCharacters).join("");
  return cut.replace(/-+$/, "");
}

/** Why a template can't be used; null where it can. */
export type TemplateFault = "empty" | "too-long" | "unknown-token" | "forbidden-character" | "no-token";

/** Checks a template: known tokens in braces, at least one, and between them what every file system takes. */
export function templateFault(template: string): TemplateFault | null {
  if (template.trim() === "") return "empty";
  if ([...template].length > FILE_NAME_TEMPLATE_MAX_CHARACTERS) return "too-long";
  const tokens = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, token]) => token);
  if (tokens.some((token) => !FILE_NAME_TOKENS.some((known) => known === token))) return "unknown-token";
  const between = template.replace(/\{[^{}]*\}/g, "");
  if (FORBIDDEN.test(between) || /[{}]/.test(between)) return "forbidden-character";
  return tokens.length === 0 ? "no-token" : null;
}

function filledIn(token: string, video: NamedVideo): string {
  const instant = video.createdAt.toISOString();
  switch (token) {
    case "date":
      return instant.slice(0, 10);
    case "time":
      return instant.slice(11, 19).replaceAll(":", "");
    case "prompt":
      return slug(video.prompt, PROMPT_MAX_CHARACTERS) || "video";
    case "n":
      return String(video.number);
    case "ratio":
      return slug(video.ratio.replace(":", "x"), 16);
    case "mode":
      return slug(video.mode, 16);
    case "rating":
      return String(video.rating ?? 0);
    case "tags":
      return video.tags.map((tag) => slug(tag, 24)).join("+");
    default:
      return video.id.slice(-ID_CHARACTERS);
  }
}

/** A text cut to so many bytes of UTF-8, between characters. */
function withinBytes(text: string, maxBytes: number): string {
  const encoder = new TextEncoder();
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += encoder.encode(character).length;
    if (bytes > maxBytes) break;
    kept += character;
  }
  return kept;
}

/**
 * The file name of a video: its template filled in (null: the usual one), with the extension. Every file
 * system takes it. Dates and times are in UTC.
 */
export function videoFileName(template: string | null, video: NamedVideo): string {
  const filled = (template ?? DEFAULT_FILE_NAME_TEMPLATE).replace(/\{([^{}]*)\}/g, (_, token: string) =>
    filledIn(token, video),
  );
  const clean = withinBytes(filled.replace(new RegExp(FORBIDDEN, "gu"), "-").trim(), STEM_MAX_BYTES);
  const stem = clean.replace(/^[\s.]+|[\s.]+$/g, "") || "video";
  return `${RESERVED.test(stem) ? "_" : ""}${stem}.${video.extension}`;
}

/** The same name, or with a number in parentheses, so that it is none of `taken`, in any case; adds it to them. */
export function uniqueFileName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf(".");
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
  let unique = name;
  for (let count = 2; taken.has(unique.toLowerCase()); count += 1) unique = `${stem} (${count})${extension}`;
  taken.add(unique.toLowerCase());
  return unique;
}
