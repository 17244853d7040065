"use client";

import { CirclePause, Clock, CloudDownload, LoaderCircle, RotateCw, Send, X } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { clock, progressAt } from "#lib/client/estimate";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useGenerationVerbs } from "#lib/client/use-generation-verbs";
import { useTimeWords } from "#lib/client/use-time-words";
import type { QueueConnection, QueueItem } from "#lib/contract/queue";
import { isMode } from "#lib/domain/modes";

interface QueueLineProps {
  item: QueueItem;
  connection: QueueConnection | undefined;
  onGone: () => void;
}

/** How long one has been on its way, and about how long it still takes; ticks by the second. */
function Running({ item }: { item: QueueItem }) {
  const t = useTranslations("tile");
  const timeWords = useTimeWords();
  const now = useNow({ updateInterval: 1_000 });
  const progress = progressAt(item.submittedAt ?? item.createdAt, now.getTime(), item.estimateSeconds);
  return (
    <>
      {clock(progress.elapsedSeconds)}
      {progress.secondsLeft ? <> · {t("left", { time: timeWords(progress.secondsLeft) })}</> : null}
      {progress.late ? <> · {t("late")}</> : null}
    </>
  );
}

/** Where one stands, by icon and word, with its place in line or what it waits for. */
function Standing({ item, connection }: Omit<QueueLineProps, "onGone">) {
  const t = useTranslations("queue");
  const tile = useTranslations("tile");
  const format = useFormatter();
  const { state, place, videos, nextAttemptAt, errorCode } = item;
  if (state === "succeeded") {
    return (
      <span className="text-gray-12">
        <CloudDownload aria-hidden className="mr-1.5 inline size-3.5 align-[-2px]" />
        {t("saved", { kept: videos.kept, known: videos.known })}
      </span>
    );
  }
  if (state === "queued") {
    const limited = errorCode === "PROVIDER_LIMITED" && nextAttemptAt;
    const Icon = connection?.pausedReason ? CirclePause : Clock;
    return (
      <span className={limited ? "text-doubt-text" : "text-gray-11"}>
        <Icon aria-hidden className="mr-1.5 inline size-3.5 align-[-2px]" />
        {limited
          ? t("limitedUntil", { when: format.dateTime(new Date(nextAttemptAt), { timeStyle: "medium" }) })
          : t("place", { place: place ?? 1 })}
      </span>
    );
  }
  const Icon = state === "submitting" ? Send : LoaderCircle;
  return (
    <span className="text-gray-12">
      <Icon
        aria-hidden
        className={`mr-1.5 inline size-3.5 align-[-2px] ${state === "submitting" ? "" : "animate-spin"}`}
      />
      {tile(state === "submitting" || state === "running" ? state : "waiting")}
    </span>
  );
}

/** One generation on its way. What was not sent yet can be cancelled; what runs can be asked for. */
export function QueueLine({ item, connection, onGone }: QueueLineProps) {
  const tile = useTranslations("tile");
  const t = useTranslations("queue");
  const composer = useTranslations("composer");
  const sentence = useErrorSentence();
  const nameOf = useConnectionName();
  const verbs = useGenerationVerbs(item.id);
  const { state, prompt, mode, ratio, errorCode } = item;
  const facts = [
    connection ? nameOf({ kind: connection.kind }) : "",
    isMode(mode) ? composer(`modes.${mode}`) : mode,
    ratio,
  ];
  const cancel = async () => {
    if (await verbs.cancel()) onGone();
  };
  return (
    <li className="flex items-center justify-between gap-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm" title={prompt}>
          {prompt}
        </p>
        <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-gray-11 tabular-nums">
          <Standing item={item} connection={connection} />
          {state === "queued" || state === "succeeded" ? null : (
            <span>
              <Running item={item} />
            </span>
          )}
          <span>{facts.filter(Boolean).join(" · ")}</span>
        </p>
        {state === "queued" && errorCode && errorCode !== "PROVIDER_LIMITED" && !connection?.pausedReason ? (
          <p className="mt-0.5 text-xs text-doubt-text">{sentence(errorCode)}</p>
        ) : null}
      </div>
      {state === "queued" ? (
        <Button
          tone="quiet"
          size="small"
          busy={verbs.busy}
          onClick={cancel}
          aria-label={t("cancelNamed", { prompt: prompt.slice(0, 60) })}
        >
          <X aria-hidden />
          {tile("cancel")}
        </Button>
      ) : null}
      {state === "waiting" || state === "running" ? (
        <Button
          tone="quiet"
          size="small"
          busy={verbs.busy}
          onClick={verbs.checkNow}
          aria-label={t("checkNamed", { prompt: prompt.slice(0, 60) })}
        >
          <RotateCw aria-hidden />
          {tile("checkNow")}
        </Button>
      ) : null}
    </li>
  );
}
