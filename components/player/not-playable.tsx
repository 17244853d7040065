"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CloudDownload, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useNow, useTranslations } from "next-intl";
import { useEffect } from "react";
import { playerWidth } from "#components/player/player-width";
import { Button } from "#components/ui/button";
import { LIBRARY_KEY, type Library, mergeGenerations } from "#lib/client/library-cache";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useGenerationVerbs } from "#lib/client/use-generation-verbs";
import { useLibrary } from "#lib/client/use-library";
import { useTimeWords } from "#lib/client/use-time-words";
import type { GenerationView, VideoView } from "#lib/contract/studio";

interface NotPlayableProps {
  generation: GenerationView;
  video: VideoView;
  aspect: number;
  /** Whether a strip of other takes stands below. */
  siblings: boolean;
}

/** In the player's place: the video is on its way into our storage, or was lost. Draws the page again once it is there. */
export function NotPlayable({ generation, video, aspect, siblings }: NotPlayableProps) {
  const t = useTranslations("video");
  const tile = useTranslations("tile");
  const sentence = useErrorSentence();
  const timeWords = useTimeWords();
  const now = useNow({ updateInterval: 60_000 });
  const client = useQueryClient();
  const router = useRouter();
  const verbs = useGenerationVerbs(generation.id);
  const { data } = useLibrary();
  const lost = video.archiveState === "lost";

  useEffect(() => {
    client.setQueryData<Library>(LIBRARY_KEY, (library) => library && mergeGenerations(library, [generation]));
  }, [client, generation]);
  const stored = data?.pages.some((page) =>
    page.items.some((item) => item.videos.some(({ id, archiveState }) => id === video.id && archiveState === "ready")),
  );
  useEffect(() => {
    if (stored) router.refresh();
  }, [stored, router]);

  const Icon = lost ? TriangleAlert : CloudDownload;
  const secondsLeft = video.deadlineAt ? (Date.parse(video.deadlineAt) - now.getTime()) / 1_000 : 0;
  return (
    <div
      role="status"
      style={{ aspectRatio: aspect, width: playerWidth(aspect, siblings) }}
      className="mx-auto flex min-h-60 flex-col items-center justify-center gap-2 rounded-card bg-gray-3 p-6 text-center"
    >
      <Icon aria-hidden className={`size-6 ${lost ? "text-bad-text" : "text-gray-11"}`} />
      <p className="text-base font-medium">{lost ? t("lostTitle") : t("pendingTitle")}</p>
      <p className="max-w-[46ch] text-sm text-gray-11">
        {video.errorCode ? sentence(video.errorCode) : t("pendingText")}
        {!lost && video.errorCode ? ` ${tile("savingRetry")}` : null}
        {!lost && secondsLeft > 0 ? ` ${tile("timeLeft", { time: timeWords(secondsLeft) })}` : null}
      </p>
      {lost ? (
        <Button busy={verbs.busy} onClick={() => verbs.retryArchive(video.id)} className="mt-2">
          {t("retryArchive")}
        </Button>
      ) : null}
    </div>
  );
}
