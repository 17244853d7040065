"use client";

import { useEffect, useEffectEvent } from "react";
import type { BatchOrigin } from "#lib/client/composer-draft";
import { generationsOf } from "#lib/client/library-cache";
import { forgetAttempt, readAttempt } from "#lib/client/submission-attempt";
import { useLibrary } from "#lib/client/use-library";

/** Tells when a submission from the prompt bar whose answer was lost turns out to have arrived. */
export function useSettledAttempt(userId: string, sending: boolean, onSettled: (origin: BatchOrigin) => void): void {
  const { data } = useLibrary();
  const settled = useEffectEvent(onSettled);
  useEffect(() => {
    const attempt = sending ? null : readAttempt(userId);
    if (!attempt) return;
    const confirmed = new Set(generationsOf(data).flatMap(({ id, unconfirmed }) => (unconfirmed ? [] : [id])));
    if (!attempt.ids.every((id) => confirmed.has(id))) return;
    if (attempt.origin) settled(attempt.origin);
    forgetAttempt(userId);
  }, [userId, sending, data]);
}
