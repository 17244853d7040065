"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CloudDownload, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { playerWidth } from "#components/player/player-width";
import { Button } from "#components/ui/button";
import { LIBRARY_KEY, type Library, mergeGenerations } from "#lib/client/library-cache";
import { useGenerationVerbs } from "#lib/client/use-generation-verbs";
import { useLibrary } from "#lib/client/use-library";
import { useSavingWords } from "#lib/client/use-saving-words";
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
  const { reason, time, atRisk } = useSavingWords(video);
  const client = useQueryClient();
  const router = useRouter();
  const verbs = useGenerationVerbs(generation.id);
  const { data } = useLibrary();
  const lost = video.archiveState === "lost";
  const live = data?.pages
    .flatMap(({ items }) => items.flatMap(({ videos }) => videos))
    .find(({ id }) => id === video.id);
  const clips = video.clipIds?.length ?? 0;

  useEffect(() => {
    client.setQueryData<Library>(LIBRARY_KEY, (library) => library && mergeGenerations(library, [generation]));
  }, [client, generation]);
  const state = live?.archiveState;
  const isOver = state !== video.archiveState && (state === "ready" || state === "lost");
  useEffect(() => {
    if (isOver) router.refresh();
  }, [isOver, router]);

  const Icon = lost ? TriangleAlert : CloudDownload;
  return (
    <div
      role="status"
      style={{ aspectRatio: aspect, width: playerWidth(aspect, siblings) }}
      className="mx-auto flex min-h-60 flex-col items-center justify-center gap-2 rounded-card bg-gray-3 p-6 text-center"
    >
      <Icon aria-hidden className={`size-6 ${lost ? "text-bad-text" : "text-gray-11"}`} />
      <p className="text-base font-medium">
        {clips > 0
          ? t(lost ? "stitchLostTitle" : "stitchingTitle", { count: clips })
          : t(lost ? "lostTitle" : "pendingTitle")}
      </p>
      <p className="max-w-[46ch] text-sm text-gray-11">
        {video.errorCode ? reason : t(clips > 0 ? "stitchingText" : "pendingText")} {time && !atRisk ? time : null}
      </p>
      {time && atRisk ? <p className="max-w-[46ch] text-sm font-medium text-doubt-text">{time}</p> : null}
      {clips > 0 && !lost ? <StitchProgress clips={clips} done={live?.progress ?? video.progress ?? 0} /> : null}
      {lost || video.errorCode ? (
        <Button busy={verbs.busy} onClick={() => verbs.retryArchive(video.id)} className="mt-2">
          {t(clips > 0 ? "stitchAgain" : "retryArchive")}
        </Button>
      ) : null}
    </div>
  );
}

function StitchProgress({ clips, done }: { clips: number; done: number }) {
  const t = useTranslations("video");
  return (
    <>
      <progress
        aria-label={t("stitchingTitle", { count: clips })}
        max={1}
        value={done}
        className="mt-2 h-1.5 w-48 overflow-hidden rounded-full accent-accent-9"
      />
      <p aria-hidden className="text-xs text-gray-11 tabular-nums">
        {t("stitchingDone", { percent: Math.floor(done * 100) })}
      </p>
    </>
  );
}
