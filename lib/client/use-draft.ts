"use client";

import { useSyncExternalStore } from "react";
import type { ComposerDraft } from "#lib/client/composer-draft";
import { changeDraft, readDraft, serverDraft, subscribeToDrafts } from "#lib/client/draft-store";

/** The draft of a user, shared by everything on the page that fills or reads the prompt bar. */
export function useDraft(userId: string): [ComposerDraft, (change: Partial<ComposerDraft>) => void] {
  const draft = useSyncExternalStore(subscribeToDrafts, () => readDraft(userId), serverDraft);
  return [draft, (part) => changeDraft(userId, part)];
}
