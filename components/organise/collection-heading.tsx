"use client";

import { Folder, PencilLine, Trash2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RenameForm } from "#components/organise/rename-form";
import { ShareButton } from "#components/share/share-button";
import { Button } from "#components/ui/button";
import { useCollectionVerbs } from "#lib/client/use-collection-verbs";
import { useCollections } from "#lib/client/use-labels";
import { useLibraryFilter } from "#lib/client/use-library-filter";
import { COLLECTION_NAME_MAX_CHARACTERS } from "#lib/domain/organise-limits";

/** The name of the collection that is shown, over its videos, and what can be done with it. */
export function CollectionHeading({ collectionId }: { collectionId: string }) {
  const t = useTranslations("organise");
  const verbs = useCollectionVerbs();
  const { change } = useLibraryFilter();
  const collections = useCollections();
  const collection = collections?.find(({ id }) => id === collectionId);
  const [isRenaming, setRenaming] = useState(false);
  const leave = () => change({ collection: null });
  if (!collections) return <p className="h-11" />;
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-1 gap-y-2 px-2 pb-2 md:px-1">
      <Folder aria-hidden className="mr-1.5 size-5 shrink-0 text-gray-11" />
      {isRenaming && collection ? (
        <RenameForm
          label={t("collectionName")}
          name={collection.name}
          maxCharacters={COLLECTION_NAME_MAX_CHARACTERS}
          onRename={(name) => verbs.rename(collectionId, name)}
          onClose={() => setRenaming(false)}
        />
      ) : (
        <>
          <h2 className="mr-2 min-w-0 truncate text-lg font-semibold">{collection?.name ?? t("collectionGone")}</h2>
          {collection ? (
            <>
              <ShareButton what={{ kind: "collection", id: collection.id }} />
              <Button size="small" tone="quiet" onClick={() => setRenaming(true)}>
                <PencilLine aria-hidden />
                {t("rename")}
              </Button>
              <Button size="small" tone="quiet" onClick={async () => (await verbs.remove(collection)) && leave()}>
                <Trash2 aria-hidden />
                {t("deleteCollection")}
              </Button>
            </>
          ) : null}
          <Button
            size="small"
            tone="quiet"
            onClick={leave}
            title={t("leaveCollection")}
            aria-label={t("leaveCollection")}
          >
            <X aria-hidden />
          </Button>
        </>
      )}
    </header>
  );
}
