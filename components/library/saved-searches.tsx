"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { removeSearchAction, saveSearchAction } from "#app/(studio)/search-actions";
import { Button } from "#components/ui/button";
import { readField } from "#lib/client/credentials";
import { fetchJson } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { useLibraryFilter } from "#lib/client/use-library-filter";
import type { ActionResult } from "#lib/contract/action";
import { readFilter } from "#lib/contract/library-filter";
import {
  type SavedSearchList,
  type SavedSearchView,
  SEARCH_NAME_MAX_CHARACTERS,
  savedSearchList,
} from "#lib/contract/saved-search";
import { filterQueryOf } from "#lib/domain/filter-keys";

const KEY = ["saved-searches"] as const;

/** Filters that somebody has named: one press brings one back, and what is set now can be added. */
export function SavedSearches() {
  const t = useTranslations("filters");
  const client = useQueryClient();
  const fault = useFaultToast();
  const { replace } = useLibraryFilter();
  const query = filterQueryOf(useSearchParams());
  const [busy, setBusy] = useState(false);
  const [removed, setRemoved] = useState<SavedSearchView | null>(null);
  const { data } = useQuery<SavedSearchList>({
    queryKey: KEY,
    queryFn: ({ signal }) => fetchJson("/api/saved-searches", async () => savedSearchList, signal),
  });
  const searches = data?.items ?? [];
  const isSaved = searches.some((search) => search.query === query);

  const run = async (call: () => Promise<ActionResult<SavedSearchList>>): Promise<boolean> => {
    setBusy(true);
    const outcome = await runAction(call);
    setBusy(false);
    if (outcome.ok) client.setQueryData<SavedSearchList>(KEY, outcome.data);
    else fault(outcome.code);
    return outcome.ok;
  };
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = readField(form, "name").trim();
    if (name && (await run(() => saveSearchAction({ name, query })))) form.reset();
  };
  const remove = async (search: SavedSearchView) => {
    if (await run(() => removeSearchAction({ searchId: search.id }))) setRemoved(search);
  };
  const bringBack = async ({ name, query: kept }: SavedSearchView) => {
    if (await run(() => saveSearchAction({ name, query: kept }))) setRemoved(null);
  };

  if (searches.length === 0 && query === "" && !removed) return null;
  return (
    <section className="flex flex-col gap-2 border-t border-gray-6 pt-4" aria-labelledby="saved-searches">
      <h2 id="saved-searches" className="text-xs font-medium text-gray-11">
        {t("saved")}
      </h2>
      {searches.length > 0 ? (
        <ul className="flex flex-wrap gap-1.5">
          {searches.map((search) => (
            <li key={search.id} className="flex max-w-full items-stretch rounded-control border border-gray-7">
              <button
                type="button"
                aria-pressed={search.query === query}
                onClick={() => replace(readFilter(`?${search.query}`))}
                className="min-w-0 truncate rounded-l-control px-2.5 py-1 text-xs hover:bg-gray-4 aria-pressed:bg-accent-3 pointer-coarse:min-h-10"
              >
                {search.name}
              </button>
              <button
                type="button"
                aria-label={t("removeSaved", { name: search.name })}
                disabled={busy}
                onClick={() => remove(search)}
                className="flex w-8 shrink-0 items-center justify-center rounded-r-control text-gray-11 hover:bg-gray-4 hover:text-gray-12 pointer-coarse:w-10"
              >
                <X aria-hidden className="size-3.5" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <p role="status" className="text-xs text-gray-11 empty:hidden">
        {removed ? (
          <>
            {t("removedSaved", { name: removed.name })}{" "}
            <button
              type="button"
              disabled={busy}
              onClick={() => bringBack(removed)}
              className="font-medium text-accent-11 underline underline-offset-2 pointer-coarse:min-h-10"
            >
              {t("undo")}
            </button>
          </>
        ) : null}
      </p>
      {query === "" || isSaved ? null : (
        <form onSubmit={save} className="flex gap-2">
          <input
            name="name"
            required
            maxLength={SEARCH_NAME_MAX_CHARACTERS}
            aria-label={t("saveName")}
            placeholder={t("saveName")}
            autoComplete="off"
            className="h-8 min-w-0 flex-1 rounded-control border border-gray-7 bg-gray-2 px-2.5 text-xs text-gray-12 pointer-coarse:h-10"
          />
          <Button type="submit" size="small" busy={busy}>
            <Bookmark aria-hidden />
            {t("save")}
          </Button>
        </form>
      )}
    </section>
  );
}
