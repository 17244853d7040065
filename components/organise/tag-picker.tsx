"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { NameForm } from "#components/organise/name-form";
import { useTags } from "#lib/client/use-labels";
import { TAG_MAX_CHARACTERS } from "#lib/domain/organise-limits";

interface TagPickerProps {
  /** Names of the tags that are on now, on some of many. */
  tags: readonly string[];
  onTag: (name: string, on: boolean) => Promise<boolean>;
}

/** Tags that are on, each with a way to take it off, and a field to add one: a new one by typing it. */
export function TagPicker({ tags, onTag }: TagPickerProps) {
  const t = useTranslations("organise");
  const known = useTags() ?? [];
  const add = async (typed: string) => {
    const name = typed.replace(/^#+/, "").trim();
    if (!name) return true;
    // Written as it is known: case makes no other tag.
    const same = known.find((tag) => tag.name.toLowerCase() === name.toLowerCase());
    return onTag(same?.name ?? name, true);
  };
  return (
    <div className="flex flex-col gap-2">
      {tags.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {tags.map((tag) => (
            <li key={tag} className="flex max-w-full items-stretch rounded-control bg-gray-4">
              <span className="min-w-0 self-center truncate py-1 pl-2.5 text-xs">#{tag}</span>
              <button
                type="button"
                aria-label={t("removeTag", { name: tag })}
                title={t("removeTag", { name: tag })}
                onClick={() => void onTag(tag, false)}
                className="flex w-7 shrink-0 items-center justify-center rounded-r-control text-gray-11 hover:text-gray-12 pointer-coarse:size-10"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <NameForm
        label={t("addTag")}
        action={t("add")}
        icon={Plus}
        maxCharacters={TAG_MAX_CHARACTERS}
        suggestions={known.map(({ name }) => name).filter((name) => !tags.includes(name))}
        onName={add}
      />
    </div>
  );
}
