"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { CheckChips } from "#components/ui/check-chips";
import { toggled } from "#lib/client/filter-fields";
import { useCollections, useTags } from "#lib/client/use-labels";
import { useLibraryFilter } from "#lib/client/use-library-filter";
import { STARS } from "#lib/domain/stars";

/** So many tags and collections are offered here; a page of their own has all. */
const OFFERED = 24;
const LINK = "rounded-control text-accent-11 underline underline-offset-2 pointer-coarse:py-2.5";

/** Filters by what somebody has put on videos themselves: stars, tags, collections; and the ways to all of these. */
export function LabelFilters() {
  const t = useTranslations("filters");
  const { filter, change } = useLibraryFilter();
  const chosenTags = filter.tag ?? [];
  const tags = (useTags() ?? [])
    .toSorted((a, b) => b.videos - a.videos)
    .slice(0, OFFERED)
    .map(({ name }) => name);
  const offered = [...new Set([...chosenTags, ...tags])];
  const collections = (useCollections() ?? []).filter(({ id }, place) => place < OFFERED || id === filter.collection);
  return (
    <>
      <CheckChips
        label={t("rating")}
        chosen={filter.rating ? [String(filter.rating)] : []}
        options={STARS.map((count) => ({ value: String(count), label: count < 5 ? `${count}★+` : `${count}★` }))}
        onToggle={(value) => {
          const stars = STARS.find((count) => String(count) === value) ?? null;
          change({ rating: stars === filter.rating ? null : stars });
        }}
      />
      {offered.length > 0 ? (
        <CheckChips
          label={t("tags")}
          chosen={chosenTags}
          options={offered.map((name) => ({ value: name, label: `#${name}` }))}
          onToggle={(name) => change({ tag: toggled(filter.tag, name) })}
        />
      ) : null}
      {collections.length > 0 ? (
        <CheckChips
          label={t("collections")}
          chosen={filter.collection ? [filter.collection] : []}
          options={collections.map(({ id, name }) => ({ value: id, label: name }))}
          onToggle={(id) => change({ collection: id === filter.collection ? null : id })}
        />
      ) : null}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        <Link href="/collections" className={LINK}>
          {t("allCollections")}
        </Link>
        <Link href="/trash" className={LINK}>
          {t("trash")}
        </Link>
      </p>
    </>
  );
}
