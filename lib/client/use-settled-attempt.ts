"use client";

import { useEffect, useEffectEvent } from "react";
import { generationsOf } from "#lib/client/library-cache";
import { forgetAttempt, readAttempt } from "#lib/client/submission-attempt";
import { useLibrary } from "#lib/client/use-library";

/**
 * Tells when a submission whose answer was lost turns out to have arrived, with what it was made of: the same
 * words in the prompt bar would buy it a second time.
 */
export function useSettledAttempt(userId: string, sending: boolean, onSettled: (source: string) => void): void {
  const { data } = useLibrary();
  const settled = useEffectEvent(onSettled);
  useEffect(() => {
    const attempt = sending ? null : readAttempt(userId);
    if (!attempt) return;
    const confirmed = new Set(generationsOf(data).flatMap(({ id, unconfirmed }) => (unconfirmed ? [] : [id])));
    if (!attempt.ids.every((id) => confirmed.has(id))) return;
    forgetAttempt(userId);
    settled(attempt.source);
  }, [userId, sending, data]);
}
