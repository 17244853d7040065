"use client";

import { useQueryClient } from "@tanstack/react-query";
import { PencilLine, Trash2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { deleteTagAction, renameTagAction } from "#app/(studio)/library-actions";
import { RenameForm } from "#components/organise/rename-form";
import { Button } from "#components/ui/button";
import { forgetFacts, renewIndexes, TAGS_KEY } from "#lib/client/organise-cache";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { useTags } from "#lib/client/use-labels";
import { useOrganise } from "#lib/client/use-organise";
import { writeFilter } from "#lib/contract/library-filter";
import type { TagList } from "#lib/contract/organise";
import { TAG_MAX_CHARACTERS } from "#lib/domain/organise-limits";

type TagRow = TagList["items"][number];

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** All tags: each leads to its videos, and can be renamed, made one with another, or taken from all. */
export function TagManager({ drawn }: { drawn: TagList }) {
  const t = useTranslations("organise");
  const client = useQueryClient();
  const fault = useFaultToast();
  const organise = useOrganise();
  const tags = useTags(drawn) ?? [];
  const [renaming, setRenaming] = useState<string | null>(null);

  const renew = () => {
    forgetFacts(client);
    void renewIndexes(client, true);
  };
  const rename = async (name: string, newName: string): Promise<boolean> => {
    const outcome = await runAction(() => renameTagAction({ name, newName }));
    if (!outcome.ok) {
      fault(outcome.code);
      return false;
    }
    client.setQueryData<TagList>(TAGS_KEY, outcome.data);
    renew();
    return true;
  };
  const remove = async ({ name }: TagRow) => {
    const outcome = await runAction(() => deleteTagAction({ name }));
    if (!outcome.ok) return fault(outcome.code);
    await client.invalidateQueries({ queryKey: TAGS_KEY });
    renew();
    const { videoIds } = outcome.data;
    showToast({
      tone: "plain",
      text: t("tagDeleted", { name, count: videoIds.length }),
      action: { label: t("undo"), run: () => void organise.tag(videoIds, name, true) },
    });
  };
  const other = (tag: string, typed: string) => tags.find(({ name }) => same(name, typed) && !same(name, tag));

  if (tags.length === 0) return <p className="max-w-[60ch] text-sm text-gray-11">{t("noTags")}</p>;
  return (
    <ul className="grid gap-x-6 md:grid-cols-2">
      {tags.map((tag) => (
        <li key={tag.name} className="flex min-h-11 min-w-0 items-center gap-2 border-b border-gray-6 py-1">
          {renaming === tag.name ? (
            <RenameForm
              label={t("tagName")}
              name={tag.name}
              maxCharacters={TAG_MAX_CHARACTERS}
              confirmLabel={(typed) => {
                const into = other(tag.name, typed);
                return into ? t("mergeInto", { name: into.name }) : t("rename");
              }}
              onRename={(name) => rename(tag.name, name)}
              onClose={() => setRenaming(null)}
            />
          ) : (
            <>
              <Link
                href={{ pathname: "/", search: writeFilter({ tag: [tag.name] }) }}
                className="flex min-w-0 flex-1 items-baseline gap-2 rounded-control text-sm pointer-coarse:py-2.5"
              >
                <span className="min-w-0 truncate">#{tag.name}</span>
                <span className="shrink-0 text-xs text-gray-11 tabular-nums">{t("videos", { count: tag.videos })}</span>
              </Link>
              <Button
                size="small"
                tone="quiet"
                aria-label={t("renameNamed", { name: tag.name })}
                title={t("renameTag")}
                onClick={() => setRenaming(tag.name)}
              >
                <PencilLine aria-hidden />
              </Button>
              <Button
                size="small"
                tone="quiet"
                aria-label={t("deleteNamed", { name: tag.name })}
                title={t("deleteTag")}
                onClick={() => remove(tag)}
              >
                <Trash2 aria-hidden />
              </Button>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
