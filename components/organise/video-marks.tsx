"use client";

import { FolderPlus, Star, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useState } from "react";
import { CollectionPicker } from "#components/organise/collection-picker";
import { StarRating } from "#components/organise/star-rating";
import { TagPicker } from "#components/organise/tag-picker";
import { VideoCollectionsList } from "#components/organise/video-collections-list";
import { Button } from "#components/ui/button";
import { useVideoCollections } from "#lib/client/use-labels";
import { useOrganise } from "#lib/client/use-organise";
import { libraryIsBehind } from "#lib/client/way-back";
import type { VideoCollections } from "#lib/contract/organise";
import type { VideoView } from "#lib/contract/studio";

/** Places where keys already mean something. */
const EDITABLE = "input, textarea, select, [contenteditable]";

interface VideoMarksProps {
  video: VideoView;
  /** The collections that hold it, where the server has drawn them. */
  collections?: VideoCollections;
  /** Called once it is in the trash; without it, the way leads back to the library. */
  onTrashed?: () => void;
}

/**
 * Favourite, stars, tags and collections of one video, and the way into the trash. The keys S and
 * 1 to 5 do it, too; the same stars again take them away. Give it a key of the video's id.
 */
export function VideoMarks({ video, collections: drawn, onTrashed }: VideoMarksProps) {
  const t = useTranslations("organise");
  const router = useRouter();
  const organise = useOrganise();
  const [marks, setMarks] = useState({ favourite: video.favourite, rating: video.rating, tags: video.tags });
  const collections = useVideoCollections(video.id, drawn) ?? [];
  const [isCollecting, setCollecting] = useState(false);
  const [busy, setBusy] = useState(false);

  /** Shows a change at once, and takes it back where the server refuses it. */
  const change = async (part: Partial<typeof marks>, act: () => Promise<boolean>): Promise<boolean> => {
    const before = marks;
    setMarks({ ...marks, ...part });
    const done = await act();
    if (done) router.refresh();
    else setMarks(before);
    return done;
  };
  const star = () => {
    const favourite = !marks.favourite;
    void change({ favourite }, () => organise.mark([video.id], { favourite }));
  };
  const rate = (rating: number | null) => void change({ rating }, () => organise.mark([video.id], { rating }));
  const tag = (name: string, on: boolean) => {
    const rest = marks.tags.filter((other) => other.toLowerCase() !== name.toLowerCase());
    return change({ tags: on ? [...rest, name] : rest }, () => organise.tag([video.id], name, on));
  };
  const trash = async () => {
    setBusy(true);
    const done = await organise.trash([{ id: video.id, isVideo: true, sizeBytes: video.sizeBytes ?? 0 }]);
    setBusy(false);
    if (!done) return;
    if (onTrashed) onTrashed();
    else if (libraryIsBehind()) router.back();
    else router.push("/");
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.target instanceof Element && event.target.closest(EDITABLE)) return;
    if (document.querySelector("dialog[open], :popover-open") && !onTrashed) return;
    if (event.key === "s") star();
    else if (/^[1-5]$/.test(event.key)) rate(Number(event.key) === marks.rating ? null : Number(event.key));
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  return (
    <section aria-label={t("organise")} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1">
        <Button
          tone="quiet"
          size="small"
          aria-pressed={marks.favourite}
          aria-keyshortcuts="S"
          title={`${t(marks.favourite ? "unfavourite" : "favourite")} (S)`}
          onClick={star}
          className="-ml-2.5"
        >
          <Star aria-hidden className={marks.favourite ? "fill-current text-gray-12" : ""} />
          {t("favourite")}
        </Button>
        <StarRating rating={marks.rating} onRate={rate} />
      </div>
      <TagPicker tags={marks.tags} onTag={tag} />
      <VideoCollectionsList
        collections={collections}
        onRemove={(collection) => void organise.collect(collection, [video.id], false)}
      />
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-expanded={isCollecting} onClick={() => setCollecting(!isCollecting)}>
          <FolderPlus aria-hidden />
          {t("addToCollection")}
        </Button>
        <Button size="small" tone="quiet" busy={busy} onClick={trash}>
          <Trash2 aria-hidden />
          {t("moveToTrash")}
        </Button>
      </div>
      {isCollecting ? (
        <CollectionPicker
          without={collections}
          onPick={async (collection) => {
            if (await organise.collect(collection, [video.id], true)) setCollecting(false);
          }}
        />
      ) : null}
    </section>
  );
}
