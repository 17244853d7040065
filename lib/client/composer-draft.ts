import type { SubmitInput } from "#lib/contract/action";
import { isMode, type Mode } from "#lib/domain/modes";
import { isRatio, type Ratio } from "#lib/domain/ratios";

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
  /** The generation that this one repeats or remixes. */
  parentId: string | null;
}

export const EMPTY_DRAFT: ComposerDraft = {
  prompt: "",
  mode: "normal",
  ratio: "1:1",
  imageUrl: "",
  connectionId: null,
  count: 1,
  parentId: null,
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
  };
}

/** The draft that repeats a generation: its prompt and options, ready to be edited. */
export function draftOf(
  generation: { id: string; prompt: string; mode: string; ratio: string; imageUrls: readonly string[] },
  current: ComposerDraft,
): ComposerDraft {
  return {
    ...current,
    prompt: generation.prompt,
    mode: isMode(generation.mode) ? generation.mode : current.mode,
    ratio: isRatio(generation.ratio) ? generation.ratio : current.ratio,
    imageUrl: generation.imageUrls[0] ?? "",
    count: 1,
    parentId: generation.id,
  };
}
