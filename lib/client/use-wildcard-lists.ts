"use client";

import { useKeptList } from "#lib/client/use-kept-list";
import { wildcardListList } from "#lib/contract/prompts";

/** The lists that wildcards take from; asked for once `enabled`. */
export function useWildcardLists(enabled = true) {
  return useKeptList("/api/prompts/lists", wildcardListList, enabled);
}
