"use client";

import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { playerWidth } from "#components/player/player-width";
import { buttonClasses } from "#components/ui/button";
import { useRenewedLink } from "#lib/client/use-renewed-link";

interface SharedPlayerProps {
  /** Path of the link. */
  path: string;
  video: { ref: string; prompt: string | null; width: number | null; height: number | null; hasPoster: boolean };
}

/** A shared video in its own shape, with its prompt where its owner shows it, and the way to keep it. */
export function SharedPlayer({ path, video }: SharedPlayerProps) {
  const t = useTranslations("shared");
  const player = useRef<HTMLVideoElement>(null);
  useRenewedLink(player);
  const aspect = video.width && video.height ? video.width / video.height : 1;
  const source = `${path}/video/${video.ref}`;
  return (
    <div className="flex flex-col items-center gap-4">
      {/* biome-ignore lint/a11y/useMediaCaption: generated clips carry no speech to caption. */}
      <video
        ref={player}
        src={source}
        poster={video.hasPoster ? `${path}/poster/${video.ref}` : undefined}
        aria-label={t("player")}
        controls
        loop
        playsInline
        preload="metadata"
        style={{ aspectRatio: aspect, width: playerWidth(aspect, false) }}
        className="max-w-full rounded-card bg-gray-3"
      />
      {video.prompt ? (
        <p className="max-w-[70ch] text-center text-sm text-pretty break-words whitespace-pre-wrap text-gray-11">
          {video.prompt}
        </p>
      ) : null}
      <a href={`${source}?download=1`} download className={buttonClasses("plain")}>
        <Download aria-hidden />
        {t("download")}
      </a>
    </div>
  );
}
