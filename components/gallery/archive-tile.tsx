"use client";

import { CloudDownload, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { TileFrame } from "#components/gallery/tile-frame";
import { Button } from "#components/ui/button";
import { useGenerationVerbs } from "#lib/client/use-generation-verbs";
import { useSavingWords } from "#lib/client/use-saving-words";
import type { GenerationView, VideoView } from "#lib/contract/studio";

interface ArchiveTileProps {
  generation: GenerationView;
  video: VideoView;
}

/** A finished video that is not in our storage: on its way there, or lost. */
export function ArchiveTile({ generation, video }: ArchiveTileProps) {
  const t = useTranslations("tile");
  const { reason, time, atRisk } = useSavingWords(video);
  const verbs = useGenerationVerbs(generation.id);
  const lost = video.archiveState === "lost";
  const Icon = lost ? TriangleAlert : CloudDownload;
  return (
    <TileFrame label={`${lost ? t("lost") : t("archiving")}: ${generation.prompt.slice(0, 80)}`}>
      {lost ? null : (
        <span
          aria-hidden
          className="absolute inset-0 animate-shimmer bg-linear-to-br from-gray-3 via-gray-5 to-gray-3"
        />
      )}
      <Link
        href={`/video/${video.id}`}
        aria-label={generation.prompt.slice(0, 80)}
        className="absolute inset-0 outline-offset-[-2px]"
      />
      <div className="pointer-events-none relative flex w-full flex-col gap-1 p-2.5">
        <p className={`inline-flex items-center gap-1.5 text-xs font-medium ${lost ? "text-bad-text" : ""}`}>
          <Icon aria-hidden className="size-3.5 shrink-0" />
          {t(lost ? "lost" : video.clipIds ? "stitching" : "archiving")}
        </p>
        <p className="line-clamp-1 text-xs break-words">{generation.prompt}</p>
        <p className="line-clamp-4 text-xs break-words text-gray-11">
          {time && atRisk ? <span className="font-medium text-doubt-text">{time} </span> : null}
          {reason}
          {time && !atRisk ? ` ${time}` : null}
        </p>
        {lost ? (
          <Button
            size="small"
            busy={verbs.busy}
            onClick={() => verbs.retryArchive(video.id)}
            className="pointer-events-auto mt-auto self-start"
          >
            {t("retryArchive")}
          </Button>
        ) : null}
      </div>
    </TileFrame>
  );
}
