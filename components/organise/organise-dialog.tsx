"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { createPortal } from "react-dom";
import { VideoMarks } from "#components/organise/video-marks";
import { buttonClasses } from "#components/ui/button";
import type { LibraryItem } from "#lib/client/library-cache";
import type { VideoView } from "#lib/contract/studio";

interface OrganiseDialogProps {
  generation: LibraryItem;
  video: VideoView;
  onClose: () => void;
}

/** Everything that puts one video in order, over the gallery. The native modal keeps the focus and gives it back. */
export function OrganiseDialog({ generation, video, onClose }: OrganiseDialogProps) {
  const t = useTranslations("organise");
  const common = useTranslations("common");
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => ref.current?.showModal(), []);
  const close = () => ref.current?.close();
  // Outside of the tile that opened it, whose keys and clicks are not its own.
  return createPortal(
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a native dialog; a click beside it is for the mouse.
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && close()}
      className="m-auto w-[min(380px,calc(100vw-32px))] rounded-card border border-gray-6 bg-gray-2 p-0 text-gray-12 shadow-float backdrop:bg-scrim open:animate-rise"
    >
      <div className="flex flex-col gap-4 p-5">
        <div className="flex items-start gap-2">
          <h2 id={titleId} className="line-clamp-2 min-w-0 flex-1 text-sm font-medium break-words">
            {generation.prompt}
          </h2>
          <button
            type="button"
            aria-label={common("close")}
            onClick={close}
            className="-mt-1.5 -mr-1.5 flex size-8 shrink-0 items-center justify-center rounded-control text-gray-11 hover:bg-gray-4 hover:text-gray-12 pointer-coarse:size-10"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
        <VideoMarks key={video.id} video={video} onTrashed={close} />
        <Link href={`/video/${video.id}`} prefetch={false} className={buttonClasses("plain", "small")}>
          {t("details")}
        </Link>
      </div>
    </dialog>,
    document.body,
  );
}
