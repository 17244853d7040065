"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { createShareAction, restoreShareAction, revokeShareAction } from "#app/(studio)/share-actions";
import { fetchJson } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { CreateShareInput, ShareList, ShareView } from "#lib/contract/share";

const KEY = ["shares"] as const;

/** A user's links, and what can be done with them. `undefined` until they are known. */
export function useShares() {
  const t = useTranslations("share");
  const client = useQueryClient();
  const fault = useFaultToast();
  const [busy, setBusy] = useState(false);
  const { data, isError, refetch } = useQuery<ShareList>({
    queryKey: KEY,
    queryFn: ({ signal }) =>
      fetchJson("/api/shares", () => import("#lib/contract/share").then(({ shareList }) => shareList), signal),
  });
  const renew = () => client.invalidateQueries({ queryKey: KEY });

  const create = async (input: CreateShareInput): Promise<ShareView | null> => {
    setBusy(true);
    const outcome = await runAction(() => createShareAction(input));
    if (outcome.ok) await renew();
    else fault(outcome.code);
    setBusy(false);
    return outcome.ok ? outcome.data : null;
  };
  const restore = async (shareId: string) => {
    const outcome = await runAction(() => restoreShareAction({ shareId }));
    if (!outcome.ok) return fault(outcome.code);
    await renew();
    showToast({ tone: "good", text: t("restored") });
  };
  const revoke = async (shareId: string) => {
    setBusy(true);
    const outcome = await runAction(() => revokeShareAction({ shareId }));
    if (outcome.ok) await renew();
    setBusy(false);
    if (!outcome.ok) return fault(outcome.code);
    showToast({ tone: "good", text: t("revoked"), action: { label: t("undo"), run: () => void restore(shareId) } });
  };
  return { shares: data?.items, origin: data?.origin ?? "", failed: isError, retry: refetch, busy, create, revoke };
}
