"use client";

import { useFormatter, useNow, useTimeZone, useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { GenerationTiles } from "#components/gallery/generation-tiles";
import { rowsStyle } from "#components/gallery/tile-frame";
import { LoadMore } from "#components/ui/load-more";
import { draftOf } from "#lib/client/composer-draft";
import { dayIn, groupByDay } from "#lib/client/group-by-day";
import { generationsOf } from "#lib/client/library-cache";
import { tileAspects } from "#lib/client/tile-aspects";
import { useDraft } from "#lib/client/use-draft";
import { useLibrary } from "#lib/client/use-library";
import type { ConnectionView } from "#lib/contract/studio";

const EmptyLibrary = lazy(() =>
  import("#components/gallery/empty-library").then((empty) => ({ default: empty.EmptyLibrary })),
);

const DAY_MS = 86_400_000;

interface GalleryProps {
  userId: string;
  connections: readonly ConnectionView[];
}

/** Everything that was made, newest first, in justified rows by day. */
export function Gallery({ userId, connections }: GalleryProps) {
  const t = useTranslations("gallery");
  const format = useFormatter();
  const timeZone = useTimeZone() ?? "UTC";
  const now = useNow();
  const [draft, change] = useDraft(userId);
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = useLibrary();
  const generations = generationsOf(data);
  if (generations.length === 0) {
    return (
      <Suspense>
        <EmptyLibrary userId={userId} connections={connections} />
      </Suspense>
    );
  }

  const dayOf = dayIn(timeZone);
  const [today, yesterday] = [dayOf(now), dayOf(new Date(now.getTime() - DAY_MS))];
  const nameOf = (date: string) => {
    if (date === today) return t("today");
    if (date === yesterday) return t("yesterday");
    const year = date.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric";
    return format.dateTime(new Date(`${date}T12:00:00Z`), {
      timeZone: "UTC",
      weekday: "short",
      day: "numeric",
      month: "long",
      year,
    });
  };
  return (
    <div className="flex flex-col gap-5 px-1 pt-3 md:px-3">
      {groupByDay(generations, timeZone).map((day) => (
        <section key={day.date} className="@container" aria-label={nameOf(day.date)}>
          <h2 className="px-2 pb-2 text-sm font-medium md:px-1">{nameOf(day.date)}</h2>
          <div className="rows" style={rowsStyle(day.generations.flatMap(tileAspects))}>
            {day.generations.map((generation) => (
              <GenerationTiles
                key={generation.id}
                generation={generation}
                onEdit={(edited) => change(draftOf(edited, draft))}
              />
            ))}
          </div>
        </section>
      ))}
      {hasNextPage ? (
        <LoadMore loading={isFetchingNextPage} failed={isFetchNextPageError} onLoad={() => void fetchNextPage()} />
      ) : null}
    </div>
  );
}
