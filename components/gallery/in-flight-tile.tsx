"use client";

import { Clock, CloudDownload, LoaderCircle, Pause, Send } from "lucide-react";
import Link from "next/link";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { TileFrame } from "#components/gallery/tile-frame";
import { Button } from "#components/ui/button";
import { clock, LONG_RUN_SECONDS, progressAt } from "#lib/client/estimate";
import type { LibraryItem } from "#lib/client/library-cache";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useGenerationVerbs } from "#lib/client/use-generation-verbs";
import { useTimeWords } from "#lib/client/use-time-words";

type Phase = "checking" | "queued" | "submitting" | "waiting" | "running" | "finishing" | "paused";

const ICONS = {
  checking: LoaderCircle,
  queued: Clock,
  submitting: Send,
  waiting: LoaderCircle,
  running: LoaderCircle,
  finishing: CloudDownload,
  paused: Pause,
};

function phaseOf(generation: LibraryItem): Phase {
  const { state, connection, unconfirmed } = generation;
  if (unconfirmed?.lostAtMs) return "checking";
  if (state === "queued") return connection.pausedReason ? "paused" : "queued";
  if (state === "submitting" || state === "waiting" || state === "running") return state;
  return "finishing";
}

/** A generation on its way, in the shape that its video will have. */
export function InFlightTile({ generation }: { generation: LibraryItem }) {
  const t = useTranslations("tile");
  const format = useFormatter();
  const timeWords = useTimeWords();
  const sentence = useErrorSentence();
  const verbs = useGenerationVerbs(generation.id);
  const now = useNow({ updateInterval: 1_000 });
  const phase = phaseOf(generation);
  const Icon = ICONS[phase];
  const sent = phase === "waiting" || phase === "running" || phase === "finishing";
  const progress = progressAt(
    generation.submittedAt ?? generation.createdAt,
    now.getTime(),
    sent ? generation.estimateSeconds : null,
  );
  const { pausedReason } = generation.connection;
  const long = sent && progress.elapsedSeconds > LONG_RUN_SECONDS;
  return (
    <TileFrame label={`${t(phase)}: ${generation.prompt.slice(0, 80)}`}>
      <span
        aria-hidden
        className={`absolute inset-0 bg-linear-to-br from-gray-3 via-gray-5 to-gray-3 ${sent || phase === "submitting" || phase === "checking" ? "animate-shimmer" : "opacity-40"}`}
      />
      <div className="relative flex w-full flex-col justify-between gap-2 p-2.5">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-x-2 text-xs font-medium tabular-nums">
            <span className="inline-flex items-center gap-1.5">
              <Icon aria-hidden className={`size-3.5 ${Icon === LoaderCircle ? "animate-spin" : ""}`} />
              {t(phase)}
            </span>
            {progress.percent !== null ? (
              <span className="text-gray-11">{t("percent", { percent: progress.percent })}</span>
            ) : null}
          </p>
          <p className="mt-1 line-clamp-1 text-xs break-words text-gray-11 @min-[180px]:line-clamp-2">
            {generation.prompt}
          </p>
          {phase === "checking" ? (
            <p className="mt-1 line-clamp-2 @min-[180px]:line-clamp-3 text-xs text-doubt-text">{t("checkingText")}</p>
          ) : null}
          {phase === "paused" && pausedReason ? (
            <p className="mt-1 line-clamp-2 @min-[180px]:line-clamp-3 text-xs text-doubt-text">
              {t(`pausedReason.${pausedReason}`)}
            </p>
          ) : null}
          {generation.errorCode && phase !== "paused" ? (
            <p className="mt-1 line-clamp-2 @min-[180px]:line-clamp-3 text-xs text-doubt-text">
              {sentence(generation.errorCode)}
            </p>
          ) : null}
        </div>
        <div className="flex flex-wrap items-end justify-between gap-x-2 gap-y-1">
          <p className="text-xs text-gray-11 tabular-nums empty:hidden">
            {sent ? clock(progress.elapsedSeconds) : null}
            {progress.secondsLeft ? <> · {t("left", { time: timeWords(progress.secondsLeft) })}</> : null}
            {progress.late && !long ? <> · {t("late")}</> : null}
            {long && generation.lastCheckedAt ? (
              <> · {t("lastChecked", { when: format.relativeTime(new Date(generation.lastCheckedAt), now) })}</>
            ) : null}
            {phase === "queued" && generation.nextAttemptAt && Date.parse(generation.nextAttemptAt) > now.getTime()
              ? t("nextTry", { when: format.relativeTime(new Date(generation.nextAttemptAt), now) })
              : null}
          </p>
          {phase === "paused" && pausedReason !== "unreachable" ? (
            <Link
              href={pausedReason === "user" ? "/queue" : "/settings"}
              className="text-xs font-medium text-accent-11 underline underline-offset-2"
            >
              {t(pausedReason === "user" ? "openQueue" : "openSettings")}
            </Link>
          ) : null}
          {(phase === "queued" || phase === "paused") && !generation.unconfirmed ? (
            <Button size="small" busy={verbs.busy} onClick={verbs.cancel}>
              {t("cancel")}
            </Button>
          ) : null}
          {long ? (
            <Button size="small" busy={verbs.busy} onClick={verbs.checkNow}>
              {t("checkNow")}
            </Button>
          ) : null}
        </div>
      </div>
      {progress.percent !== null ? (
        <div
          role="progressbar"
          aria-label={t("progress")}
          aria-valuenow={progress.percent}
          aria-valuemin={0}
          aria-valuemax={100}
          className="absolute inset-x-0 bottom-0 h-0.5"
        >
          <div
            className="h-full origin-left bg-accent-9 transition-transform duration-1000 ease-linear"
            style={{ transform: `scaleX(${progress.percent / 100})` }}
          />
        </div>
      ) : null}
    </TileFrame>
  );
}
