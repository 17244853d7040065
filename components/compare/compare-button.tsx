"use client";

import { Columns2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button";
import type { LineageNode } from "#lib/contract/lineage";
import type { GenerationView, VideoView } from "#lib/contract/studio";

const ComparePicker = lazy(() =>
  import("#components/compare/compare-picker").then((picker) => ({ default: picker.ComparePicker })),
);

interface CompareButtonProps {
  generation: GenerationView;
  video: VideoView;
  family: readonly LineageNode[];
}

/** Opens the choice of what a video is compared with. */
export function CompareButton({ generation, video, family }: CompareButtonProps) {
  const t = useTranslations("video");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Columns2 aria-hidden />
        {t("compare")}
      </Button>
      {open ? (
        <Suspense>
          <ComparePicker generation={generation} video={video} family={family} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
