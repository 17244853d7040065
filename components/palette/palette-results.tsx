"use client";

import { useQuery } from "@tanstack/react-query";
import { Bookmark, Clapperboard, Folders, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { PaletteGroup, PaletteItem } from "#components/palette/palette-item";
import { fetchJson } from "#lib/client/fetch-json";
import { FOUND, SEARCH_ALL } from "#lib/client/palette-rank";
import { useCollections } from "#lib/client/use-labels";
import { usePromptSearch } from "#lib/client/use-prompt-search";
import type { SavedSearchList } from "#lib/contract/saved-search";
import type { GenerationView } from "#lib/contract/studio";

/** So many of the prompts that match are shown; the library shows the rest. */
const RESULTS = 6;

interface PartProps {
  after: (run: () => void) => () => void;
}

/** Searches that somebody has named. */
export function PaletteSearches({ after }: PartProps) {
  const t = useTranslations("filters");
  const router = useRouter();
  const { data } = useQuery<SavedSearchList>({
    queryKey: ["saved-searches"],
    queryFn: ({ signal }) =>
      fetchJson(
        "/api/saved-searches",
        () => import("#lib/contract/saved-search").then(({ savedSearchList }) => savedSearchList),
        signal,
      ),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <PaletteGroup heading={t("saved")}>
      {data.items.map(({ id, name, query }) => (
        <PaletteItem
          key={id}
          id={`search ${id}`}
          icon={Bookmark}
          label={name}
          onChoose={after(() => router.push(`/?${query}`))}
        />
      ))}
    </PaletteGroup>
  );
}

/** A user's collections. */
export function PaletteCollections({ after }: PartProps) {
  const t = useTranslations("organise");
  const router = useRouter();
  const collections = useCollections() ?? [];
  if (collections.length === 0) return null;
  return (
    <PaletteGroup heading={t("collections")}>
      {collections.map(({ id, name }) => (
        <PaletteItem
          key={id}
          id={`collection ${id}`}
          icon={Folders}
          label={name}
          onChoose={after(() => router.push(`/?collection=${id}`))}
        />
      ))}
    </PaletteGroup>
  );
}

/** Prompts that match what is typed, as it is typed, and the way to all of them. */
export function PalettePrompts({ text, after }: PartProps & { text: string }) {
  const t = useTranslations("palette");
  const format = useFormatter();
  const router = useRouter();
  const { found } = usePromptSearch(text, RESULTS);
  const words = text.trim();
  if (words === "") return null;
  const inLibrary = `/?q=${encodeURIComponent(words)}` as const;
  const open = ({ videos, prompt }: GenerationView) => {
    const video = videos.find(({ archiveState }) => archiveState === "ready");
    router.push(video ? `/video/${video.id}` : `/?q=${encodeURIComponent(prompt.slice(0, 200))}`);
  };
  return (
    <PaletteGroup heading={t("prompts")}>
      {found.map((generation) => (
        <PaletteItem
          key={generation.id}
          id={`${FOUND}${generation.id}`}
          icon={Clapperboard}
          label={generation.prompt.slice(0, 200)}
          hint={format.dateTime(new Date(generation.createdAt), { dateStyle: "medium" })}
          onChoose={after(() => open(generation))}
        />
      ))}
      <PaletteItem
        id={SEARCH_ALL}
        icon={Search}
        label={t("searchLibrary", { words })}
        onChoose={after(() => router.push(inLibrary))}
      />
    </PaletteGroup>
  );
}
