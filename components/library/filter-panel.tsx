"use client";

import { Star } from "lucide-react";
import { useTranslations } from "next-intl";
import { LabelFilters } from "#components/library/label-filters";
import { SavedSearches } from "#components/library/saved-searches";
import { Button } from "#components/ui/button";
import { CheckChips } from "#components/ui/check-chips";
import { Choice } from "#components/ui/choice";
import { Select } from "#components/ui/select";
import { toggled } from "#lib/client/filter-fields";
import { useConnectionName } from "#lib/client/use-connection-name";
import { chooseLook, useGalleryLook } from "#lib/client/use-gallery-look";
import { useLibraryFilter } from "#lib/client/use-library-filter";
import { OUTCOMES, SORTS } from "#lib/contract/library-filter";
import { CONNECTION_KINDS } from "#lib/domain/credits";
import { ARRANGEMENTS, DENSITIES, parseLook } from "#lib/domain/gallery-look";
import { MODES } from "#lib/domain/modes";
import { RATIOS } from "#lib/domain/ratios";

const IMAGES = ["any", "with", "without"] as const;
const WANTED = { any: null, with: true, without: false };
const DATE =
  "h-9 w-full min-w-0 rounded-control border border-gray-7 bg-gray-2 px-2.5 text-sm text-gray-12 pointer-coarse:h-10";

/** Everything the library can be filtered by, its order, and how the gallery looks. Each change shows at once. */
export function FilterPanel({ panelId }: { panelId: string }) {
  const t = useTranslations("filters");
  const composer = useTranslations("composer");
  const connectionName = useConnectionName();
  const { filter, change, clear } = useLibraryFilter();
  const look = useGalleryLook(parseLook(undefined));
  const image = IMAGES.find((name) => WANTED[name] === filter.image) ?? "any";
  const sort = filter.sort ?? (filter.q ? "best" : "newest");
  const choices = <Value extends string>(values: readonly Value[], nameOf: (value: Value) => string) =>
    values.map((value) => ({
      value,
      label: nameOf(value),
      content: <span className="text-xs whitespace-nowrap">{nameOf(value)}</span>,
    }));
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap gap-2">
        <Choice
          label={t("density")}
          value={look.density}
          options={choices(DENSITIES, (density) => t(`densities.${density}`))}
          onChange={(density) => chooseLook({ density })}
          className="flex-1"
        />
        <Choice
          label={t("arrangement")}
          value={look.arrangement}
          options={choices(ARRANGEMENTS, (arrangement) => t(`arrangements.${arrangement}`))}
          onChange={(arrangement) => chooseLook({ arrangement })}
          className="flex-1"
        />
      </div>
      <Select
        label={t("sort")}
        value={sort}
        options={SORTS.filter((value) => value !== "best" || filter.q).map((value) => ({
          value,
          label: t(`sorts.${value}`),
        }))}
        onChange={(value) => change({ sort: value === (filter.q ? "best" : "newest") ? null : value })}
        className="w-full"
      />
      <CheckChips
        label={t("state")}
        chosen={filter.state ?? []}
        options={OUTCOMES.map((value) => ({ value, label: t(`states.${value}`) }))}
        onToggle={(value) => change({ state: toggled(filter.state, value) })}
      />
      <CheckChips
        label={t("marks")}
        chosen={filter.star ? ["star"] : []}
        options={[{ value: "star", label: t("favourites"), icon: <Star aria-hidden className="size-3.5" /> }]}
        onToggle={() => change({ star: filter.star ? null : true })}
      />
      <LabelFilters />
      <CheckChips
        label={composer("ratio")}
        chosen={filter.ratio ?? []}
        options={RATIOS.map((value) => ({ value, label: value }))}
        onToggle={(value) => change({ ratio: toggled(filter.ratio, value) })}
      />
      <CheckChips
        label={composer("mode")}
        chosen={filter.mode ?? []}
        options={MODES.map((value) => ({ value, label: composer(`modes.${value}`) }))}
        onToggle={(value) => change({ mode: toggled(filter.mode, value) })}
      />
      <CheckChips
        label={t("via")}
        chosen={filter.via ?? []}
        options={CONNECTION_KINDS.map((value) => ({ value, label: connectionName({ kind: value }) }))}
        onToggle={(value) => change({ via: toggled(filter.via, value) })}
      />
      <div className="flex flex-col gap-1.5">
        <span aria-hidden className="text-xs font-medium text-gray-11">
          {t("image")}
        </span>
        <Choice
          label={t("image")}
          value={image}
          options={choices(IMAGES, (name) => t(`images.${name}`))}
          onChange={(name) => change({ image: WANTED[name] })}
          className="flex w-full"
        />
      </div>
      <div className="grid grid-cols-2 gap-2">
        {(["from", "to"] as const).map((name) => (
          <label key={name} className="flex min-w-0 flex-col gap-1.5 text-xs font-medium text-gray-11">
            {t(name)}
            <input
              type="date"
              value={filter[name] ?? ""}
              min={name === "to" ? (filter.from ?? undefined) : undefined}
              max={name === "from" ? (filter.to ?? undefined) : undefined}
              onChange={(event) => change({ [name]: event.target.value || null })}
              className={DATE}
            />
          </label>
        ))}
      </div>
      <SavedSearches />
      <div className="flex justify-between gap-2 border-t border-gray-6 pt-3">
        <Button tone="quiet" size="small" onClick={clear} className="-ml-2.5">
          {t("clear")}
        </Button>
        <button
          type="button"
          popoverTarget={panelId}
          popoverTargetAction="hide"
          className="rounded-control px-2.5 text-xs font-medium hover:bg-gray-4 pointer-coarse:min-h-10"
        >
          {t("done")}
        </button>
      </div>
    </div>
  );
}
