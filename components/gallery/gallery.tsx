"use client";

import { useSearchParams } from "next/navigation";
import { useTimeZone, useTranslations } from "next-intl";
import { lazy, Suspense, useDeferredValue } from "react";
import { TileGrid } from "#components/gallery/tile-grid";
import { TileSkeleton } from "#components/gallery/tile-skeleton";
import { ROW_HEIGHTS } from "#lib/client/gallery-layout";
import { entriesOf } from "#lib/client/gallery-tiles";
import { generationsOf } from "#lib/client/library-cache";
import { useFacts } from "#lib/client/use-facts";
import { useGalleryLook } from "#lib/client/use-gallery-look";
import { useLibrary } from "#lib/client/use-library";
import { useLibraryIndex } from "#lib/client/use-library-index";
import type { ConnectionView } from "#lib/contract/studio";
import { filterQueryOf } from "#lib/domain/filter-keys";
import type { GalleryLook } from "#lib/domain/gallery-look";

const FilterSummary = lazy(() =>
  import("#components/library/filter-summary").then((summary) => ({ default: summary.FilterSummary })),
);
const NothingFound = lazy(() =>
  import("#components/library/nothing-found").then((nothing) => ({ default: nothing.NothingFound })),
);
const EmptyLibrary = lazy(() =>
  import("#components/gallery/empty-library").then((empty) => ({ default: empty.EmptyLibrary })),
);
const LoadMore = lazy(() => import("#components/ui/load-more").then((more) => ({ default: more.LoadMore })));

interface GalleryProps {
  userId: string;
  connections: readonly ConnectionView[];
  /** How this browser wants it to look, as the server knows it. */
  drawnLook: GalleryLook;
}

/** Everything that was made, or what the filter in the address finds of it. */
export function Gallery({ userId, connections, drawnLook }: GalleryProps) {
  const t = useTranslations("common");
  const query = filterQueryOf(useSearchParams());
  const look = useGalleryLook(drawnLook);
  const timeZone = useTimeZone() ?? "UTC";
  const { data: library } = useLibrary();
  const { data: found, isError, isFetching, isPlaceholderData, refetch } = useLibraryIndex(query);
  // Forty cards that get their facts at once are drawn in slices, and never hold up the scrolling.
  const facts = useDeferredValue(useFacts());

  const newest = generationsOf(library);
  const live = new Map([...facts, ...newest.map((item) => [item.id, item] as const)]);
  // While a search is on its way, what was there stays.
  const shown = found?.query ?? query;
  const isWhole = shown === "";
  const entries = entriesOf(found?.index, newest, live, isWhole);
  if (isWhole && query === "" && entries.length === 0) {
    return (
      <Suspense>
        <EmptyLibrary userId={userId} connections={connections} />
      </Suspense>
    );
  }
  const sort = new URLSearchParams(shown).get("sort") ?? (shown.includes("q=") ? "best" : "newest");
  const hasDays = look.arrangement === "days" && (sort === "newest" || sort === "oldest");
  return (
    <div className="px-1 pt-3 md:px-3">
      {query === "" ? null : (
        <Suspense fallback={<p className="h-9" />}>
          <FilterSummary found={isPlaceholderData || !found ? null : entries.length} failed={isError} />
        </Suspense>
      )}
      {entries.length > 0 ? (
        <TileGrid
          userId={userId}
          query={shown}
          entries={entries}
          live={live}
          daysIn={hasDays ? timeZone : null}
          heights={ROW_HEIGHTS[look.density]}
        />
      ) : null}
      {entries.length === 0 && found ? (
        <Suspense>
          <NothingFound />
        </Suspense>
      ) : null}
      {entries.length === 0 && !found && !isError ? <TileSkeleton label={t("loading")} /> : null}
      {isError ? (
        <Suspense>
          <LoadMore loading={isFetching} failed onLoad={() => void refetch()} />
        </Suspense>
      ) : null}
    </div>
  );
}
