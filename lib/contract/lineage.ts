import type { GenerationState } from "#lib/domain/generation-state";
import type { Relation } from "#lib/domain/relations";

/** One generation in a family tree. */
export interface LineageNode {
  id: string;
  /** Within the tree; null for its root. */
  parentId: string | null;
  relation: Relation | null;
  state: GenerationState;
  /** Its beginning. */
  prompt: string;
  /** Its first video that can be played, or that has a page at all; null where it has none (any more). */
  videoId: string | null;
  hasPoster: boolean;
  thumbhash: string | null;
  /** All of it is in the trash or erased. */
  gone: boolean;
  /** From the ledger: what it has cost itself, and what is on hold for it. */
  spentCredits: number;
  heldCredits: number;
  /** The same of it and all that comes from it. */
  branchSpentCredits: number;
  branchHeldCredits: number;
}

/** A family tree: its root first, every node after its parent. */
export interface LineageView {
  nodes: LineageNode[];
  /** Whether there is more of it than is listed; sums are then at least what they say. */
  cut: boolean;
}

/** One clip of a chain. */
export interface ChainClip {
  videoId: string;
  ready: boolean;
}
