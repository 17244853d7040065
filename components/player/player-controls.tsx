"use client";

import { Maximize, Minimize, PictureInPicture2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useState } from "react";
import { KeyHelp } from "#components/player/key-help";
import { BarButton, PlaybackBar } from "#components/player/playback-bar";
import { UseFrameButton } from "#components/player/use-frame-button";
import { usePlayback } from "#lib/client/use-playback";
import { usePlaybackKeys } from "#lib/client/use-playback-keys";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { frameRateOf } from "#lib/domain/frames";

interface PlayerControlsProps {
  element: RefObject<HTMLVideoElement | null>;
  /** What fills the screen: the video with this bar. */
  stage: RefObject<HTMLDivElement | null>;
  userId: string;
  generation: GenerationView;
  video: VideoView;
}

/** iPhones let nothing fill the screen but a video itself. */
interface PhoneVideo extends HTMLVideoElement {
  webkitEnterFullscreen?: () => void;
}

function useFullscreen(element: RefObject<PhoneVideo | null>, stage: RefObject<HTMLElement | null>) {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const read = () => setFull(document.fullscreenElement === stage.current && stage.current !== null);
    document.addEventListener("fullscreenchange", read);
    return () => document.removeEventListener("fullscreenchange", read);
  }, [stage]);
  const toggle = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    else if (stage.current?.requestFullscreen) void stage.current.requestFullscreen();
    else element.current?.webkitEnterFullscreen?.();
  };
  return { full, toggle };
}

/** A way to keep the video in sight beside other work; undefined where the browser has none. */
function usePictureInPicture(element: RefObject<HTMLVideoElement | null>): (() => void) | undefined {
  const [possible, setPossible] = useState(false);
  useEffect(() => setPossible(document.pictureInPictureEnabled), []);
  if (!possible) return undefined;
  return () => {
    if (document.pictureInPictureElement) void document.exitPictureInPicture();
    // Refused before the video has told its size: it can be asked again.
    else void element.current?.requestPictureInPicture().catch(() => undefined);
  };
}

/** Everything that plays one video: bar and keys. */
export function PlayerControls({ element, stage, userId, generation, video }: PlayerControlsProps) {
  const t = useTranslations("player");
  const rate = frameRateOf(video);
  const playback = usePlayback(element, {
    durationSeconds: video.durationSeconds ?? 0,
    framesPerSecond: rate.perSecond,
  });
  const fullscreen = useFullscreen(element, stage);
  const pictureInPicture = usePictureInPicture(element);
  usePlaybackKeys(playback, { fullscreen: fullscreen.toggle, pictureInPicture });
  return (
    <PlaybackBar playback={playback} rate={rate}>
      <UseFrameButton
        userId={userId}
        generation={generation}
        video={video}
        secondsNow={() => element.current?.currentTime ?? 0}
      />
      {pictureInPicture ? (
        <BarButton label={t("pictureInPicture")} command="pictureInPicture" onClick={pictureInPicture}>
          <PictureInPicture2 aria-hidden />
        </BarButton>
      ) : null}
      <BarButton
        label={t(fullscreen.full ? "leaveFullscreen" : "fullscreen")}
        command="fullscreen"
        onClick={fullscreen.toggle}
      >
        {fullscreen.full ? <Minimize aria-hidden /> : <Maximize aria-hidden />}
      </BarButton>
      <KeyHelp />
    </PlaybackBar>
  );
}
