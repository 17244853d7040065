"use client";

import { Folder } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { LabelChip } from "#components/organise/label-chip";
import type { VideoCollections } from "#lib/contract/organise";

interface VideoCollectionsListProps {
  collections: VideoCollections["items"];
  onRemove: (collection: VideoCollections["items"][number]) => void;
}

/** The collections that hold a video: each leads there, and can be left. */
export function VideoCollectionsList({ collections, onRemove }: VideoCollectionsListProps) {
  const t = useTranslations("organise");
  if (collections.length === 0) return null;
  return (
    <ul aria-label={t("collections")} className="flex flex-wrap gap-1.5">
      {collections.map((collection) => (
        <LabelChip
          key={collection.id}
          removeLabel={t("removeFrom", { name: collection.name })}
          onRemove={() => onRemove(collection)}
        >
          <Link
            href={`/?collection=${collection.id}`}
            className="flex items-center gap-1.5 rounded-control hover:underline pointer-coarse:min-h-10"
          >
            <Folder aria-hidden className="size-3.5 shrink-0 text-gray-11" />
            <span className="truncate">{collection.name}</span>
          </Link>
        </LabelChip>
      ))}
    </ul>
  );
}
