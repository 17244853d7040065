"use client";

import { ImagePlus, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { BarButton } from "#components/player/playback-bar";
import { useContinue } from "#lib/client/use-continue";
import type { GenerationView, VideoView } from "#lib/contract/studio";

interface UseFrameButtonProps {
  userId: string;
  generation: GenerationView;
  video: VideoView;
  /** Where the player is. */
  secondsNow: () => number;
}

/** Takes the frame that the player shows to the prompt bar, as a start image. */
export function UseFrameButton({ userId, generation, video, secondsNow }: UseFrameButtonProps) {
  const t = useTranslations("player");
  const { busy, continueFrom } = useContinue(userId, generation, video);
  return (
    <BarButton
      label={t("useFrame")}
      title={t("useFrameHelp")}
      aria-disabled={busy}
      aria-busy={busy}
      onClick={() => continueFrom(secondsNow())}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : <ImagePlus aria-hidden />}
    </BarButton>
  );
}
