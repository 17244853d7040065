"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { resumeArchivingAction } from "#app/(studio)/archive-actions";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { fetchJson } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { useTimeWords } from "#lib/client/use-time-words";
import type { ArchiveNotice as Facts } from "#lib/contract/archive-notice";
import type { ArchivePause } from "#lib/domain/archive-pauses";

const NOTICE_KEY = ["archive-notice"];
const ASK_EVERY_MS = 60_000;

/** On every page: that videos can't be saved, and which of one's own may soon be past saving. Nothing while all is well. */
export function ArchiveNotice({ initial }: { initial: Facts }) {
  const { data } = useQuery({
    queryKey: NOTICE_KEY,
    queryFn: ({ signal }) =>
      fetchJson(
        "/api/archive-notice",
        () => import("#lib/contract/archive-notice").then((c) => c.archiveNotice),
        signal,
      ),
    initialData: initial,
    staleTime: ASK_EVERY_MS / 2,
    refetchInterval: ASK_EVERY_MS,
    retry: false,
  });
  if (data.pauses.length === 0 && data.atRiskTotal === 0) return null;
  return (
    <div className="flex flex-col gap-2 px-3 pt-3 md:px-4">
      {data.pauses.map((reason) => (
        <PauseNotice key={reason} reason={reason} waiting={data.waiting} />
      ))}
      {data.atRiskTotal > 0 ? <RiskNotice {...data} /> : null}
    </div>
  );
}

function PauseNotice({ reason, waiting }: { reason: ArchivePause; waiting: number }) {
  const t = useTranslations("archiveNotice");
  const client = useQueryClient();
  const fault = useFaultToast();
  const [busy, setBusy] = useState(false);

  const tryNow = async () => {
    setBusy(true);
    const outcome = await runAction(() => resumeArchivingAction());
    setBusy(false);
    if (!outcome.ok) return fault(outcome.code);
    client.setQueryData<Facts>(NOTICE_KEY, outcome.data);
    const over = !outcome.data.pauses.includes(reason);
    showToast({ tone: over ? "good" : "bad", text: t(over ? "goesOn" : "stillPaused") });
  };
  return (
    <Notice
      tone="bad"
      role="alert"
      action={
        <Button size="small" busy={busy} onClick={tryNow}>
          {t("tryNow")}
        </Button>
      }
    >
      <p className="font-medium">{t(`${reason}.title`)}</p>
      <p>
        {t(`${reason}.text`)}
        {waiting > 0 ? ` ${t("waiting", { count: waiting })}` : null}
      </p>
    </Notice>
  );
}

function RiskNotice({ atRisk, atRiskTotal }: Facts) {
  const t = useTranslations("archiveNotice");
  const timeWords = useTimeWords();
  const now = useNow({ updateInterval: ASK_EVERY_MS }).getTime();
  const more = atRiskTotal - atRisk.length;
  return (
    <Notice tone="doubt" role="status">
      <p className="font-medium">{t("riskTitle", { count: atRiskTotal })}</p>
      <p>{t("riskText")}</p>
      <ul className="mt-1">
        {atRisk.map(({ videoId, prompt, deadlineAt }) => {
          const secondsLeft = (Date.parse(deadlineAt) - now) / 1_000;
          return (
            <li key={videoId} className="flex items-baseline gap-2">
              <Link
                href={`/video/${videoId}`}
                className="min-w-0 truncate py-1 underline underline-offset-2 pointer-coarse:py-3"
              >
                {prompt}
              </Link>
              <span className="shrink-0 tabular-nums">
                {secondsLeft > 0 ? t("left", { time: timeWords(secondsLeft) }) : t("past")}
              </span>
            </li>
          );
        })}
      </ul>
      {more > 0 ? (
        <Link href="/?state=moving" className="inline-block py-1 underline underline-offset-2 pointer-coarse:py-3">
          {t("more", { count: more })}
        </Link>
      ) : null}
    </Notice>
  );
}
