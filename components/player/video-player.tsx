"use client";

import { useTranslations } from "next-intl";
import { useRef } from "react";
import { playerWidth } from "#components/player/player-width";
import { useRenewedLink } from "#lib/client/use-renewed-link";
import { useThumbhash } from "#lib/client/use-thumbhash";
import type { VideoView } from "#lib/contract/studio";

interface VideoPlayerProps {
  video: VideoView;
  prompt: string;
  aspect: number;
  /** Whether a strip of other takes stands below. */
  siblings: boolean;
}

/** The stored video with the browser's own controls, in its own shape, never taller than the window. */
export function VideoPlayer({ video, prompt, aspect, siblings }: VideoPlayerProps) {
  const t = useTranslations("video");
  const ground = useThumbhash(video.thumbhash);
  const player = useRef<HTMLVideoElement>(null);
  useRenewedLink(player);
  return (
    // biome-ignore lint/a11y/useMediaCaption: generated clips carry no speech to caption.
    <video
      ref={player}
      src={`/api/videos/${video.id}`}
      poster={`/api/videos/${video.id}/poster`}
      aria-label={t("player", { prompt: prompt.slice(0, 80) })}
      controls
      loop
      playsInline
      preload="metadata"
      style={{ ...ground, aspectRatio: aspect, width: playerWidth(aspect, siblings) }}
      className="mx-auto rounded-card bg-gray-3 bg-cover"
    />
  );
}
