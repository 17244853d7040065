"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { createPortal } from "react-dom";
import { VideoMarks } from "#components/organise/video-marks";
import { buttonClasses } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import type { LibraryItem } from "#lib/client/library-cache";
import type { VideoView } from "#lib/contract/studio";

interface OrganiseDialogProps {
  generation: LibraryItem;
  video: VideoView;
  onClose: () => void;
}

/** Everything that puts one video in order, over the gallery. */
export function OrganiseDialog({ generation, video, onClose }: OrganiseDialogProps) {
  const t = useTranslations("organise");
  // Outside of the tile that opened it, whose keys and clicks are not its own.
  return createPortal(
    <Dialog title={generation.prompt} width="narrow" onClose={onClose}>
      <VideoMarks key={video.id} video={video} onTrashed={onClose} />
      <Link href={`/video/${video.id}`} prefetch={false} className={buttonClasses("plain", "small")}>
        {t("details")}
      </Link>
    </Dialog>,
    document.body,
  );
}
