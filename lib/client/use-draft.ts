"use client";

import { useSyncExternalStore } from "react";
import type { ComposerDraft } from "./composer-draft.ts";
import { readDraft, serverDraft, subscribeToDrafts, writeDraft } from "./draft-store.ts";

/** The draft of a user, shared by everything on the page that fills or reads the prompt bar. */
export function useDraft(userId: string): [ComposerDraft, (change: Partial<ComposerDraft>) => void] {
  const draft = useSyncExternalStore(subscribeToDrafts, () => readDraft(userId), serverDraft);
  const change = (part: Partial<ComposerDraft>) => writeDraft(userId, { ...readDraft(userId), ...part });
  return [draft, change];
}
