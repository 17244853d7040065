"use client";

import { Check, Download, Ellipsis, Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { LibraryItem } from "#lib/client/library-cache";
import { targetOf } from "#lib/client/selection-store";
import { useOrganise } from "#lib/client/use-organise";
import { useSelection } from "#lib/client/use-selection";

const OrganiseDialog = lazy(() =>
  import("#components/organise/organise-dialog").then((dialog) => ({ default: dialog.OrganiseDialog })),
);

const CONTROL =
  "flex size-8 items-center justify-center rounded-control bg-[oklch(0.15_0.004_262/0.72)] text-[oklch(0.97_0_0)] outline-offset-[-2px] hover:bg-[oklch(0.15_0.004_262/0.92)] pointer-coarse:size-10";
const SHOWN_WHEN_USED =
  "opacity-0 transition-opacity group-hover/tile:opacity-100 group-has-focus-visible/tile:opacity-100";

interface TileActionsProps {
  generation: LibraryItem;
  /** Place among the tiles of its generation, from 1. */
  number: number;
  /** Whether Tab leads to them. */
  tabbable: boolean;
  selected: boolean;
}

/** What can be done with a tile: select it in one corner; favourite, download and the rest in the other. */
export function TileActions({ generation, number, tabbable, selected }: TileActionsProps) {
  const t = useTranslations("organise");
  const gallery = useTranslations("gallery");
  const organise = useOrganise();
  const isSelecting = useSelection().size > 0;
  const [isOpen, setOpen] = useState(false);
  if (!targetOf(generation, number)) return null;
  const video = generation.videos[number - 1];
  const tabIndex = tabbable ? 0 : -1;
  const prompt = generation.prompt.slice(0, 80);
  return (
    <>
      {selected ? (
        <span
          aria-hidden
          className="pointer-events-none absolute inset-0 rounded-control border-3 border-accent-9 bg-[oklch(0.1_0_0/0.25)]"
        />
      ) : null}
      {/* biome-ignore lint/a11y/useSemanticElements: the grid answers its clicks, with Shift and all; a native checkbox does by itself. */}
      <button
        type="button"
        role="checkbox"
        data-check
        aria-checked={selected}
        aria-label={t("selectNamed", { prompt, number })}
        title={t("select")}
        tabIndex={tabIndex}
        className={`${CONTROL} absolute top-1.5 left-1.5 ${isSelecting ? "" : `${SHOWN_WHEN_USED} pointer-coarse:hidden`}`}
      >
        <span
          className={`flex size-5 items-center justify-center rounded-full border-2 ${selected ? "border-accent-9 bg-accent-9 text-on-accent" : "border-current"}`}
        >
          {selected ? <Check aria-hidden className="size-3.5" strokeWidth={3} /> : null}
        </span>
      </button>
      {video && !isSelecting ? (
        <div className={`absolute top-1.5 right-1.5 flex gap-1 pointer-coarse:hidden ${SHOWN_WHEN_USED}`}>
          <button
            type="button"
            aria-pressed={video.favourite}
            aria-label={t("favouriteNamed", { prompt, number: video.number })}
            aria-keyshortcuts="F S"
            title={`${t(video.favourite ? "unfavourite" : "favourite")} (F)`}
            tabIndex={tabIndex}
            onClick={() => void organise.mark([video.id], { favourite: !video.favourite })}
            className={CONTROL}
          >
            <Star aria-hidden className={`size-4 ${video.favourite ? "fill-current" : ""}`} />
          </button>
          {video.archiveState === "ready" ? (
            <a
              href={`/api/videos/${video.id}?download=1`}
              download={video.fileName}
              tabIndex={tabIndex}
              aria-label={gallery("downloadNamed", { name: video.fileName })}
              title={gallery("download")}
              className={CONTROL}
            >
              <Download aria-hidden className="size-4" />
            </a>
          ) : null}
          <button
            type="button"
            aria-haspopup="dialog"
            aria-label={t("moreNamed", { prompt, number: video.number })}
            title={t("more")}
            tabIndex={tabIndex}
            onClick={(event) => {
              // Not every browser focuses what is clicked; the tile that has the focus keeps its controls.
              event.currentTarget.focus();
              setOpen(true);
            }}
            className={CONTROL}
          >
            <Ellipsis aria-hidden className="size-4" />
          </button>
        </div>
      ) : null}
      {isOpen && video ? (
        <Suspense>
          <OrganiseDialog generation={generation} video={video} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
