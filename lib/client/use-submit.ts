"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { submitGenerationsAction } from "#app/(studio)/generation-actions";
import { type ComposerDraft, submissionOf } from "#lib/client/composer-draft";
import { draftGenerations } from "#lib/client/draft-generation";
import {
  answerLost,
  generationsOf,
  LIBRARY_KEY,
  type Library,
  mergeGenerations,
  withoutUnconfirmed,
} from "#lib/client/library-cache";
import { runAction } from "#lib/client/run-action";
import { attemptFor, forgetAttempt, keepAttempt, readAttempt } from "#lib/client/submission-attempt";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
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
    const input = submissionOf(draft, connection.id);
    const attempt = attemptFor(readAttempt(userId), JSON.stringify(input), draft.count, uuidv7);
    keepAttempt(userId, attempt);

    setSending(true);
    const known = generationsOf(client.getQueryData<Library>(LIBRARY_KEY));
    update((library) => mergeGenerations(library, draftGenerations(attempt.ids, draft, connection, known, new Date())));
    const outcome = await runAction(() => submitGenerationsAction({ ids: attempt.ids, ...input }));
    setSending(false);
    if (!outcome.ok) {
      // No answer, or none that can be trusted: it may have arrived. The cards stay, and the poll finds out.
      const unsure = outcome.code === "OFFLINE" || outcome.code === "INTERNAL";
      update((library) =>
        unsure ? answerLost(library, attempt.ids, Date.now()) : withoutUnconfirmed(library, attempt.ids),
      );
      fault(outcome.code);
      return false;
    }
    forgetAttempt(userId);
    update((library) => mergeGenerations(library, outcome.data));
    showToast({ tone: "good", text: t("sent", { count: outcome.data.length }), spokenOnly: true });
    return true;
  };
  return { sending, submit };
}
