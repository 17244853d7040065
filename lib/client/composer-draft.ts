import type { ConnectionView } from "#lib/contract/studio";
import { isMode, type Mode } from "#lib/domain/modes";
import { isRatio, type Ratio } from "#lib/domain/ratios";
import { BOUGHT_RELATIONS, type BoughtRelation } from "#lib/domain/relations";
import { escapeMarks } from "#lib/domain/wildcard-marks";

/** Most copies of one prompt that the prompt bar sends at once. */
export const COUNT_MAX = 8;

/** What stands in the prompt bar. */
export interface ComposerDraft {
  prompt: string;
  mode: Mode;
  ratio: Ratio;
  imageUrl: string;
  /** Null: the first connection. */
  connectionId: string | null;
  count: number;
  /** Whether each line of the prompt is a prompt by itself. */
  lines: boolean;
  /** Settles what wildcards become, so that the same draft is the same batch. */
  seed: number;
  /** The generation that this one repeats, remixes or continues. */
  parentId: string | null;
  relation: BoughtRelation | null;
  /** The video whose frame it begins with. */
  parentVideoId: string | null;
}

export const EMPTY_DRAFT: ComposerDraft = {
  prompt: "",
  mode: "normal",
  ratio: "1:1",
  imageUrl: "",
  connectionId: null,
  count: 1,
  lines: false,
  seed: 0,
  parentId: null,
  relation: null,
  parentVideoId: null,
};

/** Reads a stored draft field by field: what can't be read becomes the default. */
export function parseDraft(stored: string | null): ComposerDraft {
  if (!stored) return EMPTY_DRAFT;
  let value: unknown;
  try {
    value = JSON.parse(stored);
  } catch {
    return EMPTY_DRAFT;
  }
  if (typeof value !== "object" || value === null) return EMPTY_DRAFT;
  const fields = new Map<string, unknown>(Object.entries(value));
  const text = (name: string) => {
    const field = fields.get(name);
    return typeof field === "string" ? field : null;
  };
  const mode = text("mode") ?? "";
  const ratio = text("ratio") ?? "";
  const [count, seed] = [fields.get("count"), fields.get("seed")];
  return {
    prompt: text("prompt") ?? "",
    mode: isMode(mode) ? mode : EMPTY_DRAFT.mode,
    ratio: isRatio(ratio) ? ratio : EMPTY_DRAFT.ratio,
    imageUrl: text("imageUrl") ?? "",
    connectionId: text("connectionId"),
    count: typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= COUNT_MAX ? count : 1,
    lines: fields.get("lines") === true,
    seed: typeof seed === "number" && Number.isInteger(seed) ? seed : 0,
    parentId: text("parentId"),
    relation: BOUGHT_RELATIONS.find((relation) => relation === text("relation")) ?? null,
    parentVideoId: text("parentVideoId"),
  };
}

/** Where a batch comes from. */
export type Lineage = Pick<ComposerDraft, "parentId" | "relation" | "parentVideoId">;

export const NO_LINEAGE: Lineage = { parentId: null, relation: null, parentVideoId: null };

/** One prompt of a batch as it will be sent, with the options that go with it. */
export interface BatchItem {
  prompt: string;
  mode: Mode;
  ratio: Ratio;
  /** Address of the start image; empty without one. */
  imageUrl: string;
}

/** What is bought at once. */
export interface Batch {
  connection: ConnectionView;
  items: BatchItem[];
  lineage: Lineage;
  /** What it was made of in the prompt bar, as `sourceOf` says; empty where it came from elsewhere. */
  source: string;
}

/** The prompts that a draft holds: one, or one a line. Empty lines count for nothing. */
export function promptsOf({ prompt, lines }: ComposerDraft): string[] {
  const parts = lines ? prompt.split("\n").map((line) => line.trim()) : [prompt];
  return parts.filter((part) => part.trim() !== "");
}

/** Where a draft comes from, as it is sent: one that lost its frame continues nothing any more. */
export function lineageOf({ parentId, relation, parentVideoId, imageUrl }: ComposerDraft): Lineage {
  if (!parentId) return NO_LINEAGE;
  const frameOf = imageUrl ? parentVideoId : null;
  return { parentId, relation: relation === "continue" && !frameOf ? "remix" : relation, parentVideoId: frameOf };
}

/** What changes with a change: another start image is no frame of the video that was continued. */
export function withConsequences(change: Partial<ComposerDraft>): Partial<ComposerDraft> {
  return "imageUrl" in change && !("parentVideoId" in change) ? { ...change, parentVideoId: null } : change;
}

/** What makes a draft the one that was sent: while it stands in the bar, sending it again would buy it again. */
export function sourceOf(draft: ComposerDraft, connectionId: string): string {
  const { prompt, mode, ratio, imageUrl, lines } = draft;
  return JSON.stringify([connectionId, prompt, mode, ratio, imageUrl, lines, lineageOf(draft)]);
}

/** The prompt bar after its draft was sent: the options stay. */
export function emptied(draft: ComposerDraft, seed: number): ComposerDraft {
  return { ...draft, prompt: "", imageUrl: "", ...NO_LINEAGE, seed };
}

/** What a draft can take over from a generation. */
interface Source {
  id: string;
  prompt: string;
  mode: string;
  ratio: string;
  imageUrls: readonly string[];
  parentVideoId?: string | null;
}

/** What puts a prompt that was sent before into the bar, to be sent as it is or edited: linked to nothing. */
export function draftWith(prompt: string): Pick<ComposerDraft, "prompt" | "lines" | keyof Lineage> {
  return { prompt: escapeMarks(prompt), lines: false, ...NO_LINEAGE };
}

/** The draft that repeats a generation: its prompt and options, ready to be edited, and linked to it by `relation`. */
export function draftOf(generation: Source, current: ComposerDraft, relation: BoughtRelation | null): ComposerDraft {
  return {
    ...current,
    ...draftWith(generation.prompt),
    mode: isMode(generation.mode) ? generation.mode : current.mode,
    ratio: isRatio(generation.ratio) ? generation.ratio : current.ratio,
    imageUrl: generation.imageUrls[0] ?? "",
    count: 1,
    parentId: relation ? generation.id : null,
    relation,
    // The same start image is still the frame that it was.
    parentVideoId: relation ? (generation.parentVideoId ?? null) : null,
  };
}
