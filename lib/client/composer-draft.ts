import type { ConnectionView } from "#lib/contract/studio";
import { isMode, type Mode } from "#lib/domain/modes";
import { isRatio, type Ratio } from "#lib/domain/ratios";
import { BOUGHT_RELATIONS, type BoughtRelation } from "#lib/domain/relations";
import { escapeMarks } from "#lib/domain/wildcard-marks";

/** Most copies of one prompt that the prompt bar sends at once. */
export const COUNT_MAX = 8;

/** What stands in the prompt bar. */
export interface ComposerDraft {
  /**
   * Names what is being written, from its first change until it was sent; empty before. What is sent with the same
   * id and content is the same purchase, in whatever tab and however late.
   */
  id: string;
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
  id: "",
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

/** A new id of a draft: as of a UUIDv7, twelve hexadecimal digits of the time in milliseconds, then random ones. */
export function newDraftId(): string {
  const random = crypto.getRandomValues(new Uint8Array(10));
  return Date.now().toString(16).padStart(12, "0") + Array.from(random, (byte) => byte.toString(16)).join("");
}

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
    id: text("id") ?? "",
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
  /** The draft of the prompt bar that it was made of; null where it came from elsewhere. */
  origin: BatchOrigin | null;
}

/** A draft at the moment when it was sent. */
export interface BatchOrigin {
  draftId: string;
  /** As `sourceOf` says. */
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

/** What makes a draft the one that was sent: what somebody wrote meanwhile is another. */
export function sourceOf(draft: ComposerDraft): string {
  const { connectionId, prompt, mode, ratio, imageUrl, lines } = draft;
  return JSON.stringify([connectionId, prompt, mode, ratio, imageUrl, lines, lineageOf(draft)]);
}

/**
 * The prompt bar after `sent` arrived: empty but for its options, unless it holds other words by now. Those stay, as
 * a draft of their own (`newId`): sent as they once were, they are a new purchase. A draft that was sent before, and
 * is gone from the bar, changes nothing.
 */
export function afterSending(draft: ComposerDraft, sent: BatchOrigin, seed: number, newId: string): ComposerDraft {
  if (draft.id !== sent.draftId) return draft;
  if (sourceOf(draft) !== sent.source) return { ...draft, id: newId };
  return { ...draft, id: "", prompt: "", imageUrl: "", ...NO_LINEAGE, seed };
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
