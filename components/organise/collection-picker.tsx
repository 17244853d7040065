"use client";

import { Folder, FolderPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { NameForm } from "#components/organise/name-form";
import { useCollectionVerbs } from "#lib/client/use-collection-verbs";
import { useCollections } from "#lib/client/use-labels";
import { COLLECTION_NAME_MAX_CHARACTERS } from "#lib/domain/organise-limits";

interface CollectionPickerProps {
  /** Those that are not offered: it is in them already. */
  without?: readonly { id: string }[];
  onPick: (collection: { id: string; name: string }) => Promise<unknown>;
}

/** The collections that there are, to put something into one; or into a new one. */
export function CollectionPicker({ without = [], onPick }: CollectionPickerProps) {
  const t = useTranslations("organise");
  const verbs = useCollectionVerbs();
  const collections = (useCollections() ?? []).filter(({ id }) => without.every((other) => other.id !== id));
  const [busy, setBusy] = useState(false);

  const pick = async (collection: { id: string; name: string }) => {
    setBusy(true);
    await onPick(collection);
    setBusy(false);
  };
  const create = async (name: string) => {
    const collection = { id: uuidv7(), name };
    const made = await verbs.create(collection);
    if (made) await pick(collection);
    return made;
  };
  return (
    <div className="flex flex-col gap-2">
      {collections.length > 0 ? (
        <ul className="-mx-1 flex max-h-60 flex-col overflow-y-auto overscroll-contain px-1">
          {collections.map((collection) => (
            <li key={collection.id}>
              <button
                type="button"
                disabled={busy}
                aria-label={t("addTo", { name: collection.name })}
                onClick={() => pick(collection)}
                className="flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-left text-xs hover:bg-gray-4 pointer-coarse:min-h-10"
              >
                <Folder aria-hidden className="size-4 shrink-0 text-gray-11" />
                <span className="min-w-0 flex-1 truncate">{collection.name}</span>
                <span className="text-gray-11 tabular-nums">{collection.videos}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <NameForm
        label={t("newCollection")}
        action={t("createCollection")}
        icon={FolderPlus}
        maxCharacters={COLLECTION_NAME_MAX_CHARACTERS}
        disabled={busy}
        onName={create}
      />
    </div>
  );
}
