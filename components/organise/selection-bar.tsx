"use client";

import {
  Award,
  CheckCheck,
  Columns2,
  Download,
  FolderMinus,
  FolderPlus,
  type LucideIcon,
  Star,
  Tag,
  Trash2,
  X,
} from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useRef, useState } from "react";
import { CollectionPicker } from "#components/organise/collection-picker";
import { StarRating } from "#components/organise/star-rating";
import { TagPicker } from "#components/organise/tag-picker";
import type { LibraryItem } from "#lib/client/library-cache";
import type { Target } from "#lib/client/selection-store";
import { useCollections } from "#lib/client/use-labels";
import { useOrganise } from "#lib/client/use-organise";
import type { VideoView } from "#lib/contract/studio";
import { COMPARE } from "#lib/domain/organise-limits";

const TOOL =
  "flex h-10 min-w-10 shrink-0 items-center justify-center gap-1.5 rounded-control px-2 text-xs font-medium text-gray-11 hover:bg-gray-4 hover:text-gray-12 disabled:text-gray-8 disabled:hover:bg-transparent [&_svg]:size-4.5";

interface ToolPanelProps {
  label: string;
  icon: LucideIcon;
  disabled?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A tool that opens a small panel below the bar, beside the place of messages: what was done can be undone at once. */
function ToolPanel({ label, icon: Icon, disabled, children }: ToolPanelProps) {
  const id = useId();
  const panel = useRef<HTMLElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" popoverTarget={id} disabled={disabled} aria-label={label} title={label} className={TOOL}>
        <Icon aria-hidden />
      </button>
      <section
        ref={panel}
        id={id}
        popover="auto"
        aria-label={label}
        onToggle={(event) => setOpen(event.newState === "open")}
        className="fixed inset-auto right-2 bottom-16 m-0 w-[min(300px,calc(100vw-16px))] rounded-card border border-gray-7 bg-gray-2 p-3 text-gray-12 shadow-float open:animate-rise md:top-14 md:right-104 md:bottom-auto"
      >
        {isOpen ? children(() => panel.current?.hidePopover()) : null}
      </section>
    </>
  );
}

interface SelectionBarProps {
  query: string;
  /** How much is selected. */
  words: string;
  targets: readonly Target[];
  live: ReadonlyMap<string, LibraryItem>;
  onSelectAll: () => void;
  onStar: () => void;
  onClear: () => void;
}

/** How much is selected, and what can be done with it; in the place of the top line, on a phone also of the bar below. */
export function SelectionBar({ query, words, targets, live, onSelectAll, onStar, onClear }: SelectionBarProps) {
  const t = useTranslations("organise");
  const organise = useOrganise();
  const collections = useCollections();
  const collectionId = new URLSearchParams(query).get("collection");
  const collection = collections?.find(({ id }) => id === collectionId);
  const [busy, setBusy] = useState(false);

  const videoIds = targets.filter(({ isVideo }) => isVideo).map(({ id }) => id);
  const wanted = new Set(videoIds);
  const known: VideoView[] = [...live.values()].flatMap(({ videos }) => videos.filter(({ id }) => wanted.has(id)));
  const tags = [...new Set(known.flatMap((video) => video.tags))].sort((a, b) => a.localeCompare(b));
  const [first] = known;
  const rating = first && known.every((video) => video.rating === first.rating) ? first.rating : null;
  const allStarred = known.length > 0 && known.every(({ favourite }) => favourite);
  const none = videoIds.length === 0;
  const canCompare = videoIds.length >= COMPARE.least && videoIds.length <= COMPARE.most;

  const run = async (act: () => Promise<boolean>, isEnd: boolean) => {
    if (busy) return;
    setBusy(true);
    const done = await act();
    setBusy(false);
    if (done && isEnd) onClear();
  };
  return (
    <section aria-label={t("selection")} aria-busy={busy || undefined}>
      <div className="fixed inset-x-0 top-0 z-40 flex h-12 items-center gap-1 border-b border-gray-6 bg-gray-2 px-1 md:left-14 md:pr-4">
        <button type="button" onClick={onClear} aria-label={t("clear")} title={`${t("clear")} (Esc)`} className={TOOL}>
          <X aria-hidden />
        </button>
        <p className="min-w-0 truncate text-sm font-medium tabular-nums">{words}</p>
        <button
          type="button"
          onClick={onSelectAll}
          aria-keyshortcuts="Control+A Meta+A"
          title={`${t("selectAll")} (Ctrl+A)`}
          className={`${TOOL} ml-1`}
        >
          <CheckCheck aria-hidden />
          <span className="max-sm:sr-only">{t("selectAll")}</span>
        </button>
        <div className="flex items-center justify-end gap-0.5 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-40 max-md:h-[calc(56px+env(safe-area-inset-bottom))] max-md:justify-around max-md:border-t max-md:border-gray-6 max-md:bg-gray-2 max-md:px-1 max-md:pb-[env(safe-area-inset-bottom)] md:ml-auto">
          <button
            type="button"
            disabled={none}
            aria-pressed={allStarred}
            aria-label={t("favourite")}
            aria-keyshortcuts="F S"
            title={`${t(allStarred ? "unfavourite" : "favourite")} (F)`}
            onClick={onStar}
            className={TOOL}
          >
            <Star aria-hidden className={allStarred ? "fill-current" : ""} />
          </button>
          <ToolPanel label={t("rating")} icon={Award} disabled={none}>
            {() => <StarRating rating={rating} onRate={(stars) => void organise.mark(videoIds, { rating: stars })} />}
          </ToolPanel>
          <ToolPanel label={t("tags")} icon={Tag} disabled={none}>
            {() => <TagPicker tags={tags} onTag={(name, on) => organise.tag(videoIds, name, on)} />}
          </ToolPanel>
          <ToolPanel label={t("addToCollection")} icon={FolderPlus} disabled={none}>
            {(close) => (
              <CollectionPicker
                onPick={async (chosen) => (await organise.collect(chosen, videoIds, true)) && close()}
              />
            )}
          </ToolPanel>
          {collection ? (
            <button
              type="button"
              disabled={none}
              aria-label={t("removeFrom", { name: collection.name })}
              title={t("removeFrom", { name: collection.name })}
              onClick={() => run(() => organise.collect(collection, videoIds, false), true)}
              className={TOOL}
            >
              <FolderMinus aria-hidden />
            </button>
          ) : null}
          {canCompare ? (
            <Link
              href={`/compare?ids=${videoIds.join(",")}` as Route}
              prefetch={false}
              aria-label={t("compare")}
              title={t("compare")}
              className={TOOL}
            >
              <Columns2 aria-hidden />
            </Link>
          ) : null}
          <button
            type="button"
            disabled={none}
            aria-label={t("downloadZip")}
            title={t("downloadZip")}
            onClick={() => run(() => organise.download(videoIds), false)}
            className={TOOL}
          >
            <Download aria-hidden />
          </button>
          <button
            type="button"
            aria-label={t("moveToTrash")}
            aria-keyshortcuts="Delete"
            title={`${t("moveToTrash")} (Delete)`}
            onClick={() => run(() => organise.trash(targets), true)}
            className={TOOL}
          >
            <Trash2 aria-hidden />
          </button>
        </div>
      </div>
    </section>
  );
}
