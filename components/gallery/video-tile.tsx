"use client";

import { Download, Info } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useHoverPreview } from "#lib/client/use-hover-preview";
import { useThumbhash } from "#lib/client/use-thumbhash";
import type { GenerationView, VideoView } from "#lib/contract/studio";

const ACTION =
  "flex size-8 items-center justify-center rounded-control bg-[oklch(0.15_0.004_262/0.72)] text-[oklch(0.97_0_0)] hover:bg-[oklch(0.15_0.004_262/0.92)] pointer-coarse:size-10";

interface VideoTileProps {
  generation: GenerationView;
  video: VideoView;
  /** Whether Tab leads to it; the other tiles are reached by the arrow keys. */
  tabbable: boolean;
}

/** A stored video: poster first, the video itself only while somebody looks at it. */
export function VideoTile({ generation, video, tabbable }: VideoTileProps) {
  const t = useTranslations("gallery");
  const ground = useThumbhash(video.thumbhash);
  const { playing, begin, end } = useHoverPreview();
  const tabIndex = tabbable ? 0 : -1;
  const name = t("open", { prompt: generation.prompt.slice(0, 80), number: video.number });
  return (
    <article
      aria-label={generation.prompt.slice(0, 80)}
      onPointerEnter={(event) => event.pointerType === "mouse" && begin()}
      onPointerLeave={end}
      onFocus={(event) => event.target.matches(":focus-visible") && begin()}
      onBlur={end}
      className="group/tile relative size-full overflow-hidden rounded-control bg-gray-3"
    >
      <Link
        href={`/video/${video.id}`}
        prefetch={false}
        tabIndex={tabIndex}
        aria-label={name}
        style={ground}
        className="block size-full bg-cover bg-center outline-offset-[-2px]"
      >
        <img
          src={`/api/videos/${video.id}/poster`}
          alt=""
          loading="lazy"
          decoding="async"
          width={video.width ?? undefined}
          height={video.height ?? undefined}
          className="absolute inset-0 size-full object-cover"
        />
        {playing ? (
          <video
            src={`/api/videos/${video.id}`}
            muted
            loop
            autoPlay
            playsInline
            aria-hidden
            tabIndex={-1}
            className="absolute inset-0 size-full object-cover"
          />
        ) : null}
      </Link>
      <div className="absolute top-1.5 right-1.5 flex gap-1 opacity-0 transition-opacity group-hover/tile:opacity-100 group-has-focus-visible/tile:opacity-100 pointer-coarse:hidden">
        <a
          href={`/api/videos/${video.id}?download=1`}
          download={video.fileName}
          tabIndex={tabIndex}
          aria-label={t("downloadNamed", { name: video.fileName })}
          title={t("download")}
          className={ACTION}
        >
          <Download aria-hidden className="size-4" />
        </a>
        <Link
          href={`/video/${video.id}`}
          prefetch={false}
          tabIndex={-1}
          aria-hidden
          title={t("openShort")}
          className={ACTION}
        >
          <Info aria-hidden className="size-4" />
        </Link>
      </div>
      <p
        aria-hidden
        className="pointer-events-none absolute inset-x-0 bottom-0 truncate bg-linear-to-t from-[oklch(0.1_0_0/0.75)] to-transparent px-2.5 pt-8 pb-2 text-xs text-[oklch(0.97_0_0)] opacity-0 transition-opacity group-hover/tile:opacity-100 group-has-focus-visible/tile:opacity-100"
      >
        {generation.prompt}
      </p>
    </article>
  );
}
