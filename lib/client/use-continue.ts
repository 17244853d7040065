"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { takeFrameAction } from "#app/(studio)/video/video-actions";
import { draftOf } from "#lib/client/composer-draft";
import { runAction } from "#lib/client/run-action";
import { useDraft } from "#lib/client/use-draft";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { GenerationView, VideoView } from "#lib/contract/studio";

/** Fills the prompt bar with what goes on from a frame of a video: the frame as start image, and all else as it was. */
export function useContinue(userId: string, generation: GenerationView, video: VideoView) {
  const router = useRouter();
  const fault = useFaultToast();
  const [draft, change] = useDraft(userId);
  const [busy, setBusy] = useState(false);

  /** @param atSeconds the frame that is shown then; null for the last one */
  const continueFrom = async (atSeconds: number | null) => {
    if (busy) return;
    setBusy(true);
    const outcome = await runAction(() => takeFrameAction({ videoId: video.id, atSeconds }));
    setBusy(false);
    if (!outcome.ok) {
      fault(outcome.code);
      return;
    }
    change({
      ...draftOf(generation, draft, "continue"),
      connectionId: generation.connection.id,
      imageUrl: outcome.data.url,
      parentVideoId: video.id,
    });
    router.push("/");
  };
  return { busy, continueFrom };
}
