"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { submitGenerationsAction } from "#app/(studio)/generation-actions";
import type { ComposerDraft } from "#lib/client/composer-draft";
import { draftGenerations } from "#lib/client/draft-generation";
import {
  generationsOf,
  LIBRARY_KEY,
  type Library,
  mergeGenerations,
  withoutGenerations,
} from "#lib/client/library-cache";
import { runAction } from "#lib/client/run-action";
import { attemptFor, parseAttempt } from "#lib/client/submission-attempt";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { SubmitInput } from "#lib/contract/action";
import type { ConnectionView } from "#lib/contract/studio";

/**
 * Sends the prompt bar's draft. Cards appear at once and go again if it is refused; ids live in
 * storage until the server has confirmed them, so that a lost answer, a reload or a new sign-in
 * can't make a second purchase of the same submission.
 */
export function useSubmit(userId: string) {
  const client = useQueryClient();
  const t = useTranslations("toast");
  const fault = useFaultToast();
  const [sending, setSending] = useState(false);

  const update = (change: (library: Library) => Library) =>
    client.setQueryData<Library>(LIBRARY_KEY, (library) => library && change(library));

  /** Whether the server took it. */
  const submit = async (draft: ComposerDraft, connection: ConnectionView): Promise<boolean> => {
    const storageKey = `reelkeep.attempt.${userId}`;
    const input: Omit<SubmitInput, "ids"> = {
      connectionId: connection.id,
      prompt: draft.prompt,
      mode: draft.mode,
      ratio: draft.ratio,
      imageUrls: draft.imageUrl ? [draft.imageUrl] : [],
      parentId: draft.parentId,
    };
    const last = parseAttempt(localStorage.getItem(storageKey));
    const attempt = attemptFor(last, JSON.stringify(input), draft.count, uuidv7);
    localStorage.setItem(storageKey, JSON.stringify(attempt));

    setSending(true);
    const known = generationsOf(client.getQueryData<Library>(LIBRARY_KEY));
    update((library) => mergeGenerations(library, draftGenerations(attempt.ids, draft, connection, known, new Date())));
    const outcome = await runAction(() => submitGenerationsAction({ ids: attempt.ids, ...input }));
    setSending(false);
    if (!outcome.ok) {
      update((library) => withoutGenerations(library, attempt.ids));
      fault(outcome.code);
      return false;
    }
    localStorage.removeItem(storageKey);
    update((library) => mergeGenerations(library, outcome.data));
    showToast({ tone: "good", text: t("sent", { count: outcome.data.length }), spokenOnly: true });
    return true;
  };
  return { sending, submit };
}
