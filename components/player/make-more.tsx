"use client";

import { CopyPlus, FastForward, LoaderCircle, PencilLine, Shuffle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { type ComposerDraft, draftOf, draftWith } from "#lib/client/composer-draft";
import { useContinue } from "#lib/client/use-continue";
import { useDraft } from "#lib/client/use-draft";
import type { GenerationView, VideoView } from "#lib/contract/studio";

interface MakeMoreProps {
  userId: string;
  generation: GenerationView;
  video: VideoView;
}

/** The ways from a video back to the prompt bar: its last frame, its words, all of its settings, or these as a remix of it. */
export function MakeMore({ userId, generation, video }: MakeMoreProps) {
  const { busy, continueFrom } = useContinue(userId, generation, video);
  const t = useTranslations("video");
  const router = useRouter();
  const [draft, change] = useDraft(userId);
  const fill = (part: Partial<ComposerDraft>) => {
    change(part);
    router.push("/");
  };
  const connectionId = generation.connection.id;
  const isStitched = generation.relation === "stitch";
  const usePrompt = () => fill(draftWith(generation.prompt));
  return (
    <>
      {video.archiveState === "ready" ? (
        <Button busy={busy} title={t("useHelp.continue")} onClick={() => continueFrom(null)}>
          {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : <FastForward aria-hidden />}
          {t("continue")}
        </Button>
      ) : null}
      <Button title={t("useHelp.prompt")} onClick={usePrompt}>
        <PencilLine aria-hidden />
        {t("usePrompt")}
      </Button>
      {isStitched ? null : (
        <>
          <Button
            title={t("useHelp.everything")}
            onClick={() => fill({ ...draftOf(generation, draft, null), connectionId })}
          >
            <CopyPlus aria-hidden />
            {t("useEverything")}
          </Button>
          <Button
            title={t("useHelp.remix")}
            onClick={() => fill({ ...draftOf(generation, draft, "remix"), connectionId })}
          >
            <Shuffle aria-hidden />
            {t("remix")}
          </Button>
        </>
      )}
    </>
  );
}
