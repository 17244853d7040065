"use client";

import { Combine } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useHoverPreview } from "#lib/client/use-hover-preview";
import { useThumbhash } from "#lib/client/use-thumbhash";
import type { GenerationView, VideoView } from "#lib/contract/studio";

interface VideoTileProps {
  generation: GenerationView;
  video: VideoView;
  /** Whether Tab leads to it; the other tiles are reached by the arrow keys. */
  tabbable: boolean;
  /** What can be done with it; it plays on while somebody points at these. */
  actions: ReactNode;
}

/** A stored video: poster first, the video itself only while somebody looks at it. */
export function VideoTile({ generation, video, tabbable, actions }: VideoTileProps) {
  const t = useTranslations("gallery");
  const ground = useThumbhash(video.thumbhash);
  const { playing, begin, end } = useHoverPreview();
  const tabIndex = tabbable ? 0 : -1;
  const name = t("open", {
    prompt: generation.prompt.slice(0, 80),
    number: video.number,
    favourite: String(video.favourite),
    rating: video.rating ?? 0,
    clips: video.clipIds?.length ?? 0,
  });
  return (
    <article
      aria-label={generation.prompt.slice(0, 80)}
      onPointerEnter={(event) => event.pointerType === "mouse" && begin()}
      onPointerLeave={end}
      onFocus={(event) => event.target.matches(":focus-visible") && begin()}
      onBlur={end}
      className="relative size-full overflow-hidden rounded-control bg-gray-3"
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
      <span
        aria-hidden
        className="pointer-events-none absolute right-2 bottom-1.5 z-1 flex items-center gap-1 text-[oklch(0.97_0_0)] text-shadow-lg"
      >
        {video.clipIds ? <Combine className="size-4 drop-shadow-md" /> : null}
        {video.favourite ? "★" : null}
      </span>
      <p
        aria-hidden
        className="pointer-events-none absolute inset-x-0 bottom-0 truncate bg-linear-to-t from-[oklch(0.1_0_0/0.75)] to-transparent px-2.5 pt-8 pb-2 text-xs text-[oklch(0.97_0_0)] opacity-0 transition-opacity group-hover/tile:opacity-100 group-has-focus-visible/tile:opacity-100"
      >
        {video.rating ? `${video.rating}★ ` : null}
        {video.clipIds ? `${t("stitched", { count: video.clipIds.length })} · ` : null}
        {generation.prompt}
      </p>
      {actions}
    </article>
  );
}
