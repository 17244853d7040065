import type { SubmitInput } from "#lib/contract/action";
import { isMode, type Mode } from "#lib/domain/modes";
import { isRatio, type Ratio } from "#lib/domain/ratios";
import { BOUGHT_RELATIONS, type BoughtRelation } from "#lib/domain/relations";

/** Most copies of one prompt that the prompt bar sends at once. */
export const COUNT_MAX = 4;

/** What stands in the prompt bar. */
export interface ComposerDraft {
  prompt: string;
  mode: Mode;
  ratio: Ratio;
  imageUrl: string;
  /** Null: the first connection. */
  connectionId: string | null;
  count: number;
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
  const count = fields.get("count");
  return {
    prompt: text("prompt") ?? "",
    mode: isMode(mode) ? mode : EMPTY_DRAFT.mode,
    ratio: isRatio(ratio) ? ratio : EMPTY_DRAFT.ratio,
    imageUrl: text("imageUrl") ?? "",
    connectionId: text("connectionId"),
    count: typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= COUNT_MAX ? count : 1,
    parentId: text("parentId"),
    relation: BOUGHT_RELATIONS.find((relation) => relation === text("relation")) ?? null,
    parentVideoId: text("parentVideoId"),
  };
}

/** What is sent for a draft, but for the ids. */
export function submissionOf(draft: ComposerDraft, connectionId: string): Omit<SubmitInput, "ids"> {
  return {
    connectionId,
    prompt: draft.prompt,
    mode: draft.mode,
    ratio: draft.ratio,
    imageUrls: draft.imageUrl ? [draft.imageUrl] : [],
    parentId: draft.parentId,
    relation: draft.parentId ? draft.relation : null,
    parentVideoId: draft.parentId ? draft.parentVideoId : null,
  };
}

/** What a draft can take over from a generation. */
interface Source {
  id: string;
  prompt: string;
  mode: string;
  ratio: string;
  imageUrls: readonly string[];
}

/** The draft that repeats a generation: its prompt and options, ready to be edited, and linked to it by `relation`. */
export function draftOf(generation: Source, current: ComposerDraft, relation: BoughtRelation | null): ComposerDraft {
  return {
    ...current,
    prompt: generation.prompt,
    mode: isMode(generation.mode) ? generation.mode : current.mode,
    ratio: isRatio(generation.ratio) ? generation.ratio : current.ratio,
    imageUrl: generation.imageUrls[0] ?? "",
    count: 1,
    parentId: relation ? generation.id : null,
    relation,
    parentVideoId: null,
  };
}
