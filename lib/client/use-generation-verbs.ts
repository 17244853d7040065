"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import {
  cancelAction,
  checkNowAction,
  dismissAction,
  resolveDoubtAction,
  retryArchiveAction,
  sendAgainAction,
} from "#app/(studio)/generation-actions";
import { takeViews } from "#lib/client/facts-cache";
import { runAction } from "#lib/client/run-action";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { ActionResult } from "#lib/contract/action";
import type { GenerationView } from "#lib/contract/studio";

/** Ids of purchases that were asked for and not confirmed: asking again must not buy twice. */
const unconfirmed = new Map<string, string>();

/** What a person can do with a generation that exists. Each waits for the server, then shows what it says. */
export function useGenerationVerbs(generationId: string) {
  const client = useQueryClient();
  const router = useRouter();
  const fault = useFaultToast();
  const [busy, setBusy] = useState(false);

  const run = async (call: () => Promise<ActionResult<GenerationView | GenerationView[]>>): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    const outcome = await runAction(call);
    setBusy(false);
    if (!outcome.ok) {
      fault(outcome.code);
      return false;
    }
    takeViews(client, [outcome.data].flat());
    router.refresh();
    return true;
  };

  return {
    busy,
    cancel: () => run(() => cancelAction({ generationId })),
    resolveDoubt: (charged: boolean) => run(() => resolveDoubtAction({ generationId, charged })),
    dismiss: () => run(() => dismissAction({ generationId })),
    checkNow: () => run(() => checkNowAction({ generationId })),
    retryArchive: (videoId: string) => run(() => retryArchiveAction({ videoId })),
    sendAgain: async () => {
      const newId = unconfirmed.get(generationId) ?? uuidv7();
      unconfirmed.set(generationId, newId);
      if (await run(() => sendAgainAction({ generationId, newId }))) unconfirmed.delete(generationId);
    },
  };
}
