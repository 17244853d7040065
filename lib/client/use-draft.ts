"use client";

import { useSyncExternalStore } from "react";
import { type ComposerDraft, withConsequences } from "#lib/client/composer-draft";
import { readDraft, serverDraft, subscribeToDrafts, writeDraft } from "#lib/client/draft-store";

/** The draft of a user, shared by everything on the page that fills or reads the prompt bar. */
export function useDraft(userId: string): [ComposerDraft, (change: Partial<ComposerDraft>) => void] {
  const draft = useSyncExternalStore(subscribeToDrafts, () => readDraft(userId), serverDraft);
  const change = (part: Partial<ComposerDraft>) =>
    writeDraft(userId, { ...readDraft(userId), ...withConsequences(part) });
  return [draft, change];
}
