"use client";

import { useIsFetching } from "@tanstack/react-query";
import { LoaderCircle, Search, SlidersHorizontal, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import { filterFields } from "#lib/client/filter-fields";
import { isShortcut, isTyping } from "#lib/client/shortcuts";
import { useHydrated } from "#lib/client/use-hydrated";
import { useLibraryFilter } from "#lib/client/use-library-filter";
import { INDEX_KEY } from "#lib/client/use-library-index";
import { useOpened } from "#lib/client/use-opened";
import { SEARCH_MAX_CHARACTERS } from "#lib/contract/library-filter";

const FilterPanel = lazy(() =>
  import("#components/library/filter-panel").then((panel) => ({ default: panel.FilterPanel })),
);

const PANEL_ID = "filter-panel";
/** Between two keys of somebody who types on. */
const TYPING_MS = 180;

function SearchBox() {
  const t = useTranslations("filters");
  const { filter, change } = useLibraryFilter();
  // The gallery may search before this has come alive; what the server drew does not.
  const isAlive = useHydrated();
  const searching = useIsFetching({ queryKey: INDEX_KEY }) > 0 && isAlive;
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [text, setText] = useState(filter.q ?? "");
  const [wanted, setWanted] = useState(filter.q);
  // The address was changed by something else: the field follows it.
  if (wanted !== filter.q) {
    setWanted(filter.q);
    if (text.trim() !== (filter.q ?? "")) setText(filter.q ?? "");
  }

  const search = (typed: string, afterMs: number) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => change({ q: typed.trim() || null }), afterMs);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isShortcut(event, "search") || event.defaultPrevented || isTyping(event.target)) return;
    event.preventDefault();
    input.current?.focus();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => {
      document.removeEventListener("keydown", listen);
      clearTimeout(timer.current);
    };
  }, []);

  const Icon = searching && text ? LoaderCircle : Search;
  return (
    <search className="relative flex min-w-0 flex-1 items-center md:max-w-96">
      <Icon
        aria-hidden
        className={`pointer-events-none absolute left-2.5 size-4 text-gray-11 ${Icon === LoaderCircle ? "animate-spin" : ""}`}
      />
      <input
        ref={input}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={SEARCH_MAX_CHARACTERS}
        aria-label={t("search")}
        aria-keyshortcuts="/"
        title={`${t("search")} (/)`}
        placeholder={t("search")}
        value={text}
        onChange={(event) => search(event.target.value, TYPING_MS)}
        onKeyDown={(event) => {
          if (event.key === "Enter") search(text, 0);
          if (event.key === "Escape" && text) search("", 0);
        }}
        className="h-8 w-full min-w-0 rounded-control border border-transparent bg-gray-3 pr-8 pl-8 text-sm text-gray-12 hover:bg-gray-4 focus:border-gray-7 focus:bg-gray-2 pointer-coarse:h-10"
      />
      {text ? (
        <button
          type="button"
          aria-label={t("clearSearch")}
          onClick={() => {
            search("", 0);
            input.current?.focus();
          }}
          className="absolute right-0 flex size-8 items-center justify-center rounded-control text-gray-11 hover:text-gray-12 pointer-coarse:size-10"
        >
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
    </search>
  );
}

function FilterButton() {
  const t = useTranslations("filters");
  const { filter } = useLibraryFilter();
  const [wasOpened, panel] = useOpened();
  const count = filterFields(filter).length;
  return (
    <>
      <button
        type="button"
        popoverTarget={PANEL_ID}
        aria-label={t("openNamed", { count })}
        title={t("open")}
        className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-control px-2.5 text-xs font-medium text-gray-11 hover:bg-gray-4 hover:text-gray-12 pointer-coarse:h-10"
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        <span className="max-md:sr-only">{t("open")}</span>
        {count > 0 ? (
          <span className="rounded-full bg-accent-9 px-1.5 text-on-accent tabular-nums">{count}</span>
        ) : null}
      </button>
      <section
        id={PANEL_ID}
        popover="auto"
        {...panel}
        aria-label={t("open")}
        className="fixed inset-auto top-14 right-2 m-0 max-h-[calc(100dvh-128px-env(safe-area-inset-bottom))] min-h-60 w-[min(400px,calc(100vw-16px))] overflow-y-auto overscroll-contain rounded-card border border-gray-7 bg-gray-2 p-4 text-gray-12 shadow-float open:animate-rise md:right-auto md:left-18 md:max-h-[calc(100dvh-72px)] md:supports-[left:anchor(left)]:left-[min(anchor(left,72px),100vw-408px)] [position-anchor:auto]"
      >
        <Suspense>{wasOpened ? <FilterPanel panelId={PANEL_ID} /> : null}</Suspense>
      </section>
    </>
  );
}

/** Search and filters of the library, on the top line. What they find is the address of the page. */
export function LibraryTools() {
  return (
    <NuqsAdapter>
      <SearchBox />
      <FilterButton />
    </NuqsAdapter>
  );
}
