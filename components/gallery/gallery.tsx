"use client";

import { useTimeZone } from "next-intl";
import { lazy, Suspense } from "react";
import { TileGrid } from "#components/gallery/tile-grid";
import { LoadMore } from "#components/ui/load-more";
import { ROW_HEIGHTS } from "#lib/client/gallery-layout";
import { dayIn, entriesOf } from "#lib/client/gallery-tiles";
import { generationsOf } from "#lib/client/library-cache";
import { useFacts } from "#lib/client/use-facts";
import { useLibrary } from "#lib/client/use-library";
import { useLibraryIndex } from "#lib/client/use-library-index";
import type { ConnectionView } from "#lib/contract/studio";

const EmptyLibrary = lazy(() =>
  import("#components/gallery/empty-library").then((empty) => ({ default: empty.EmptyLibrary })),
);

interface GalleryProps {
  userId: string;
  connections: readonly ConnectionView[];
}

/** Everything that was made, newest first, by day. */
export function Gallery({ userId, connections }: GalleryProps) {
  const query = "";
  const timeZone = useTimeZone() ?? "UTC";
  const { data: library } = useLibrary();
  const { data: index, isError, isFetching, refetch } = useLibraryIndex(query);
  const facts = useFacts();

  const newest = generationsOf(library);
  const live = new Map([...facts, ...newest.map((item) => [item.id, item] as const)]);
  const entries = entriesOf(index, newest, live, query === "");
  if (entries.length === 0) {
    return (
      <Suspense>
        <EmptyLibrary userId={userId} connections={connections} />
      </Suspense>
    );
  }
  return (
    <div className="px-1 pt-3 md:px-3">
      <TileGrid
        userId={userId}
        query={query}
        entries={entries}
        live={live}
        dayOf={dayIn(timeZone)}
        heights={ROW_HEIGHTS.regular}
      />
      {isError ? <LoadMore loading={isFetching} failed onLoad={() => void refetch()} /> : null}
    </div>
  );
}
