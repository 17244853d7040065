"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { RotateCcw, Trash2 } from "lucide-react";
import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { emptyTrashAction, eraseNowAction } from "#app/(studio)/library-actions";
import { TrashCard } from "#components/organise/trash-card";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { LoadMore } from "#components/ui/load-more";
import { fetchJson } from "#lib/client/fetch-json";
import { TRASH_KEY } from "#lib/client/organise-cache";
import { runAction } from "#lib/client/run-action";
import { runInParts } from "#lib/client/run-in-parts";
import { showToast } from "#lib/client/toast-store";
import { trashParts } from "#lib/client/trash-parts";
import { useBytes } from "#lib/client/use-bytes";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { useOrganise } from "#lib/client/use-organise";
import { type TrashItem, type TrashPage, trashPage } from "#lib/contract/organise";
import { TRASH_DAYS } from "#lib/domain/trash";

const idsOf = (items: readonly TrashItem[]) => ({
  videoIds: items.filter(({ isVideo }) => isVideo).map(({ id }) => id),
  generationIds: items.filter(({ isVideo }) => !isVideo).map(({ id }) => id),
});

/** What was thrown away: to be brought back, or erased before its time. */
export function TrashRoom({ drawn }: { drawn: TrashPage }) {
  const t = useTranslations("organise.trash");
  const bytes = useBytes();
  const fault = useFaultToast();
  const organise = useOrganise();
  const nowMs = useNow().getTime();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<"some" | "all" | null>(null);
  const [busy, setBusy] = useState(false);
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage, isError } = useInfiniteQuery({
    queryKey: TRASH_KEY,
    queryFn: ({ pageParam, signal }) =>
      fetchJson(
        `/api/trash${pageParam ? `?cursor=${encodeURIComponent(pageParam)}` : ""}`,
        async () => trashPage,
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: TrashPage) => page.nextCursor,
    initialData: { pages: [drawn], pageParams: [null] },
  });
  const items = data.pages.flatMap((page) => page.items);
  const { total = 0, totalBytes = 0 } = data.pages[0] ?? {};
  const some = items.filter(({ id }) => chosen.has(id));

  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const restore = async () => {
    setBusy(true);
    if (await organise.restore(idsOf(some))) setChosen(new Set());
    setBusy(false);
  };
  const erase = async () => {
    setBusy(true);
    let erased = 0;
    if (asking === "all") {
      const outcome = await runAction(() => emptyTrashAction());
      if (outcome.ok) erased = outcome.data.erased;
      else fault(outcome.code);
    } else {
      const { answers, fault: ended } = await runInParts(trashParts(idsOf(some)), eraseNowAction);
      erased = answers.reduce((sum, { videoIds, generationIds }) => sum + videoIds.length + generationIds.length, 0);
      if (ended) fault(ended.code);
    }
    await organise.renewAll();
    setBusy(false);
    setAsking(null);
    setChosen(new Set());
    if (erased > 0) showToast({ tone: "good", text: t("erased", { count: erased }) });
  };

  if (total === 0)
    return <p className="max-w-[60ch] text-sm text-pretty text-gray-11">{t("empty", { days: TRASH_DAYS })}</p>;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="mr-auto text-sm text-gray-11 tabular-nums max-sm:w-full">
          {some.length > 0
            ? t("chosen", { count: some.length })
            : t("total", { count: total, size: bytes(totalBytes) })}
        </p>
        {some.length > 0 ? (
          <>
            <Button busy={busy} onClick={restore}>
              <RotateCcw aria-hidden />
              {t("restore")}
            </Button>
            <Button tone="danger" onClick={() => setAsking("some")}>
              {t("erase")}
            </Button>
          </>
        ) : (
          <>
            <Button
              tone="quiet"
              className="max-sm:order-1"
              onClick={() => setChosen(new Set(items.map(({ id }) => id)))}
            >
              {t("chooseAll")}
            </Button>
            <Button tone="danger" onClick={() => setAsking("all")}>
              <Trash2 aria-hidden />
              {t("emptyAll")}
            </Button>
          </>
        )}
      </div>
      <p className="text-xs text-gray-11">{t("text", { days: TRASH_DAYS })}</p>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(140px,1fr))] gap-x-3 gap-y-5">
        {items.map((item) => (
          <TrashCard key={item.id} {...{ item, nowMs }} chosen={chosen.has(item.id)} onToggle={() => toggle(item.id)} />
        ))}
      </ul>
      {hasNextPage ? (
        <LoadMore loading={isFetchingNextPage} failed={isError} onLoad={() => void fetchNextPage()} />
      ) : null}
      <ConfirmDialog
        open={asking !== null}
        title={asking === "all" ? t("emptyTitle") : t("eraseTitle", { count: some.length })}
        confirmLabel={asking === "all" ? t("emptyAll") : t("erase")}
        busy={busy}
        onConfirm={erase}
        onClose={() => setAsking(null)}
      >
        {t("eraseText")}
      </ConfirmDialog>
    </>
  );
}
