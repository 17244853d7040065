"use client";

import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { fetchJson } from "#lib/client/fetch-json";
import { notify } from "#lib/client/notifications";
import { showToast } from "#lib/client/toast-store";
import type { BatchView } from "#lib/contract/queue";

/** What is shown on these pages is seen as it comes; one video needs no words about it there. */
const PAGES_THAT_SHOW_IT = ["/", "/queue"];

/** How a batch ended, in words; null where nobody needs to be told. */
function useBatchWords(): (batch: BatchView) => string | null {
  const t = useTranslations("news");
  return ({ total, ready, failed, inDoubt, cancelled, prompt }) => {
    if (ready + failed + inDoubt === 0) return null;
    if (total - cancelled === 1) {
      if (ready > 0) return t("oneReady", { prompt: prompt.slice(0, 80) });
      return t(failed > 0 ? "oneFailed" : "oneInDoubt", { prompt: prompt.slice(0, 80) });
    }
    const parts = [t("ready", { ready, total: total - cancelled })];
    if (failed > 0) parts.push(t("failed", { count: failed }));
    if (inDoubt > 0) parts.push(t("inDoubt", { count: inDoubt }));
    return parts.join(" · ");
  };
}

/** Tells how batches ended: on the page, and by a notification where nobody looks at it. */
export function useBatchNews(): (batchIds: readonly string[]) => Promise<void> {
  const t = useTranslations("news");
  const words = useBatchWords();
  const router = useRouter();
  const path = usePathname();
  const told = useRef(new Set<string>());
  const tell = async (id: string) => {
    const loadSchema = () => import("#lib/contract/queue").then(({ batchView }) => batchView);
    const batch = await fetchJson(`/api/batches/${id}`, loadSchema).catch(() => null);
    if (!batch || batch.waiting + batch.sent + batch.saving > 0 || told.current.has(id)) return;
    const text = words(batch);
    if (!text) return;
    told.current.add(id);
    const one = batch.total - batch.cancelled === 1;
    const to = one && batch.videoId ? (`/video/${batch.videoId}` as const) : batch.ready > 0 ? "/" : "/queue";
    void notify(text, { tag: id, path: to });
    if (one && PAGES_THAT_SHOW_IT.includes(path) && !document.hidden) return;
    showToast({
      tone: batch.failed + batch.inDoubt > 0 ? "bad" : "good",
      text,
      action: path === to ? undefined : { label: t("open"), run: () => router.push(to) },
    });
  };
  return async (batchIds) => {
    for (const id of batchIds) await tell(id);
  };
}
