"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { LabelChip } from "#components/organise/label-chip";
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
            <LabelChip key={tag} removeLabel={t("removeTag", { name: tag })} onRemove={() => void onTag(tag, false)}>
              #{tag}
            </LabelChip>
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
