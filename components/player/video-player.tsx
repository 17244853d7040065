"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useRef, useState } from "react";
import { playerWidth } from "#components/player/player-width";
import { playQuietly } from "#lib/client/use-playback";
import { useRenewedLink } from "#lib/client/use-renewed-link";
import { useThumbhash } from "#lib/client/use-thumbhash";
import type { GenerationView, VideoView } from "#lib/contract/studio";

interface VideoPlayerProps {
  userId: string;
  generation: GenerationView;
  video: VideoView;
  aspect: number;
  /** Whether a strip of other takes stands below. */
  siblings: boolean;
}

const loadControls = () =>
  import("#components/player/player-controls").then((controls) => ({ default: controls.PlayerControls }));
const PlayerControls = lazy(loadControls);

/** The room that the bar takes: in one line, or in two where it is narrow. */
const BAR = "min-h-9 pointer-coarse:min-h-10";

/**
 * The stored video in its own shape, never taller than the window, with our controls below it. They come after the
 * video itself; a press on it plays and pauses.
 */
export function VideoPlayer({ userId, generation, video, aspect, siblings }: VideoPlayerProps) {
  const t = useTranslations("video");
  const ground = useThumbhash(video.thumbhash);
  const stage = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLVideoElement>(null);
  useRenewedLink(element);
  const [failed, setFailed] = useState(false);
  const toggle = () => {
    const { current } = element;
    if (current?.paused) void playQuietly(current);
    else current?.pause();
  };
  return (
    <div
      ref={stage}
      className="group/stage flex flex-col items-center gap-1 [&:fullscreen]:bg-gray-1 [&:fullscreen]:p-2"
    >
      {/* biome-ignore lint/a11y/useMediaCaption: generated clips carry no speech to caption. */}
      <video
        ref={element}
        src={`/api/videos/${video.id}`}
        poster={`/api/videos/${video.id}/poster`}
        aria-label={t("player", { prompt: generation.prompt.slice(0, 80) })}
        loop
        playsInline
        preload="metadata"
        onClick={toggle}
        onError={() => setFailed(true)}
        onLoadedData={() => setFailed(false)}
        style={{ ...ground, aspectRatio: aspect, width: playerWidth(aspect, siblings) }}
        className="mx-auto cursor-pointer rounded-card bg-gray-3 bg-cover group-[:fullscreen]/stage:min-h-0 group-[:fullscreen]/stage:w-full! group-[:fullscreen]/stage:flex-1 group-[:fullscreen]/stage:bg-transparent group-[:fullscreen]/stage:object-contain"
      />
      {failed ? (
        <p role="alert" className="text-xs text-bad-text">
          {t("cantPlay")}
        </p>
      ) : null}
      <div className={`w-full max-w-[880px] ${BAR}`}>
        <Suspense>
          <PlayerControls element={element} stage={stage} userId={userId} generation={generation} video={video} />
        </Suspense>
      </div>
    </div>
  );
}
