"use client";

import { X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { CollectionHeading } from "#components/organise/collection-heading";
import { Button } from "#components/ui/button";
import { type FilterField, filterFields, withoutField } from "#lib/client/filter-fields";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useLibraryFilter } from "#lib/client/use-library-filter";

interface FilterSummaryProps {
  /** How many generations were found; null while it is not known. */
  found: number | null;
  /** Whether the search could not be made. */
  failed: boolean;
}

function Summary({ found, failed }: FilterSummaryProps) {
  const t = useTranslations("filters");
  const composer = useTranslations("composer");
  const format = useFormatter();
  const connectionName = useConnectionName();
  const { filter, change, clear } = useLibraryFilter();
  const nameOf = (field: FilterField): string => {
    if (field.kind === "state") return t(`states.${field.value}`);
    if (field.kind === "ratio") return field.value;
    if (field.kind === "mode") return composer(`modes.${field.value}`);
    if (field.kind === "via") return connectionName({ kind: field.value });
    if (field.kind === "star") return t("favourites");
    if (field.kind === "rating") return t("stars", { count: field.value });
    if (field.kind === "tag") return `#${field.value}`;
    if (field.kind === "image") return t(field.value ? "withImage" : "withoutImage");
    const day = format.dateTime(new Date(`${field.value}T12:00:00Z`), { timeZone: "UTC", dateStyle: "medium" });
    return t(field.kind === "from" ? "fromDay" : "toDay", { day });
  };
  return (
    <>
      {filter.collection ? <CollectionHeading key={filter.collection} collectionId={filter.collection} /> : null}
      <div className="flex flex-wrap items-center gap-1.5 px-2 pb-2 md:px-1">
        <p role="status" className={found === 0 ? "sr-only" : "mr-1 text-xs text-gray-11 tabular-nums"}>
          {found !== null ? t("found", { count: found }) : failed ? null : t("searching")}
        </p>
        {filterFields(filter).map((field) => (
          <button
            key={`${field.kind}-${field.value}`}
            type="button"
            aria-label={t("remove", { name: nameOf(field) })}
            onClick={() => change(withoutField(filter, field))}
            className="inline-flex h-7 items-center gap-1 rounded-control bg-gray-4 pr-1.5 pl-2.5 text-xs hover:bg-gray-5 pointer-coarse:h-10"
          >
            {nameOf(field)}
            <X aria-hidden className="size-3.5 text-gray-11" />
          </button>
        ))}
        {found === 0 ? null : (
          <Button tone="quiet" size="small" onClick={clear}>
            {t("clear")}
          </Button>
        )}
      </div>
    </>
  );
}

/** What the library is filtered by, how much was found, and the way back to all of it. */
export function FilterSummary(props: FilterSummaryProps) {
  return (
    <NuqsAdapter>
      <Summary {...props} />
    </NuqsAdapter>
  );
}
