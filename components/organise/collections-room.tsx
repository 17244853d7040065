"use client";

import { FolderPlus, Folders, PencilLine, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { NameForm } from "#components/organise/name-form";
import { RenameForm } from "#components/organise/rename-form";
import { ShareButton } from "#components/share/share-button";
import { Button } from "#components/ui/button";
import { useCollectionVerbs } from "#lib/client/use-collection-verbs";
import { useCollections } from "#lib/client/use-labels";
import type { CollectionList, CollectionView } from "#lib/contract/organise";
import { COLLECTION_NAME_MAX_CHARACTERS } from "#lib/domain/organise-limits";

/** Up to four pictures in one box: alone, side by side, or in quarters. */
function Covers({ ids }: { ids: readonly string[] }) {
  return (
    <span
      className={`grid aspect-video gap-0.5 overflow-hidden rounded-control bg-gray-4 ${ids.length > 1 ? "grid-cols-2" : ""} ${ids.length > 2 ? "grid-rows-2" : ""}`}
    >
      {ids.map((id, place) => (
        <img
          key={id}
          src={`/api/videos/${id}/poster`}
          alt=""
          loading="lazy"
          decoding="async"
          className={`size-full min-h-0 object-cover ${ids.length === 3 && place === 0 ? "row-span-2" : ""}`}
        />
      ))}
      {ids.length === 0 ? <Folders aria-hidden className="size-6 place-self-center text-gray-11" /> : null}
    </span>
  );
}

function CollectionCard({ collection }: { collection: CollectionView }) {
  const t = useTranslations("organise");
  const verbs = useCollectionVerbs();
  const [isRenaming, setRenaming] = useState(false);
  const { id, name, videos, covers } = collection;
  return (
    <li className="flex min-w-0 flex-col gap-2">
      <Link href={`/?collection=${id}`} className="flex flex-col gap-2 rounded-control">
        <Covers ids={covers} />
        <span className="flex min-w-0 items-baseline gap-2 text-sm">
          <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
          <span className="shrink-0 text-xs text-gray-11 tabular-nums">{t("videos", { count: videos })}</span>
        </span>
      </Link>
      {isRenaming ? (
        <RenameForm
          label={t("collectionName")}
          name={name}
          maxCharacters={COLLECTION_NAME_MAX_CHARACTERS}
          onRename={(wanted) => verbs.rename(id, wanted)}
          onClose={() => setRenaming(false)}
        />
      ) : (
        <span className="-mx-2.5 flex flex-wrap">
          <ShareButton what={{ kind: "collection", id }} name={name} />
          <Button size="small" tone="quiet" aria-label={t("renameNamed", { name })} onClick={() => setRenaming(true)}>
            <PencilLine aria-hidden />
            {t("rename")}
          </Button>
          <Button
            size="small"
            tone="quiet"
            aria-label={t("deleteNamed", { name })}
            onClick={() => void verbs.remove(collection)}
          >
            <Trash2 aria-hidden />
            {t("deleteCollection")}
          </Button>
        </span>
      )}
    </li>
  );
}

/** All collections with their covers, and a way to begin one. */
export function CollectionsRoom({ drawn }: { drawn: CollectionList }) {
  const t = useTranslations("organise");
  const verbs = useCollectionVerbs();
  const collections = useCollections(drawn) ?? [];
  return (
    <>
      <div className="max-w-96">
        <NameForm
          label={t("newCollection")}
          action={t("createCollection")}
          icon={FolderPlus}
          maxCharacters={COLLECTION_NAME_MAX_CHARACTERS}
          onName={(name) => verbs.create({ id: uuidv7(), name })}
        />
      </div>
      {collections.length > 0 ? (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(220px,100%),1fr))] gap-x-4 gap-y-6">
          {collections.map((collection) => (
            <CollectionCard key={collection.id} collection={collection} />
          ))}
        </ul>
      ) : (
        <p className="max-w-[60ch] text-sm text-gray-11">{t("noCollections")}</p>
      )}
    </>
  );
}
