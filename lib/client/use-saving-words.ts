"use client";

import { useNow, useTranslations } from "next-intl";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useTimeWords } from "#lib/client/use-time-words";
import type { VideoView } from "#lib/contract/studio";
import { DEADLINE_WARNING_MS } from "#lib/domain/schedules";

/** What is said of a video that is not in our storage. */
interface SavingWords {
  /** Why it is not there, or that it is on its way. */
  reason: string;
  /** How long the provider's link is assumed to live, or that this is over; null for one that is lost. */
  time: string | null;
  /** Whether that time is short, or over. */
  atRisk: boolean;
}

/** Says of a video on its way into our storage how it stands, and how long there is. */
export function useSavingWords(video: VideoView): SavingWords {
  const t = useTranslations("tile");
  const sentence = useErrorSentence();
  const timeWords = useTimeWords();
  const now = useNow({ updateInterval: 60_000 }).getTime();
  const lost = video.archiveState === "lost";
  const clips = video.clipIds?.length ?? 0;
  const percent = Math.floor((video.progress ?? 0) * 100);
  const underWay = clips > 0 ? t("stitchingText", { count: clips, percent }) : t("saving");
  const reason = video.errorCode ? sentence(video.errorCode) : underWay;
  if (lost || video.deadlineAt === null) return { reason, time: null, atRisk: false };
  const leftMs = Date.parse(video.deadlineAt) - now;
  return {
    reason: video.errorCode ? `${reason} ${t("savingRetry")}` : reason,
    time: leftMs > 0 ? t("timeLeft", { time: timeWords(leftMs / 1_000) }) : t("timeOver"),
    atRisk: leftMs < DEADLINE_WARNING_MS,
  };
}
