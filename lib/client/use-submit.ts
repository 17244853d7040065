"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Batch } from "#lib/client/composer-draft";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";

/** The code that sends follows when somebody begins to write. */
const loadSender = () => import("#lib/client/send-batch");

/** Has the code that sends at hand, so that it does not have to be fetched when it is needed. */
export function prepareToSend(): void {
  // Without a connection it is tried again when it is needed.
  loadSender().catch(() => {});
}

/** Sends batches and says how it went. */
export function useSubmit(userId: string) {
  const client = useQueryClient();
  const t = useTranslations("toast");
  const fault = useFaultToast();
  const [sending, setSending] = useState(false);

  /** Whether the server took it. */
  const submit = async (batch: Batch): Promise<boolean> => {
    setSending(true);
    const sender = await loadSender().catch(() => null);
    const outcome = sender ? await sender.sendBatch(client, userId, batch) : ({ ok: false, code: "OFFLINE" } as const);
    setSending(false);
    if (!outcome.ok) {
      fault(outcome.code);
      return false;
    }
    showToast({ tone: "good", text: t("sent", { count: outcome.data.length }), spokenOnly: true });
    return true;
  };
  return { sending, submit };
}
