"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { SelectionBar } from "#components/organise/selection-bar";
import { fetchJson } from "#lib/client/fetch-json";
import { type GalleryLayout, tileTowards } from "#lib/client/gallery-layout";
import { type Entry, type GalleryTiles, tileName } from "#lib/client/gallery-tiles";
import type { LibraryItem } from "#lib/client/library-cache";
import { knownVideos } from "#lib/client/organise-cache";
import { currentSelection, type Selection, select, type Target, targetOf } from "#lib/client/selection-store";
import { useBytes } from "#lib/client/use-bytes";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { INDEX_KEY } from "#lib/client/use-library-index";
import { useLongPress } from "#lib/client/use-long-press";
import { useOrganise } from "#lib/client/use-organise";
import { isMoveKey } from "#lib/client/use-roving-tiles";
import { useSelection } from "#lib/client/use-selection";
import { type Catalogue, catalogue } from "#lib/contract/organise";

/** Places where keys already mean something. */
const EDITABLE = "input, textarea, select, [contenteditable], dialog, [popover]";
const ON_TOP = "dialog[open], :popover-open";

type Known = ReadonlyMap<string, Catalogue["items"][number]["videos"]>;

interface GridSelectionProps {
  element: RefObject<HTMLDivElement | null>;
  query: string;
  entries: readonly Entry[];
  tiles: GalleryTiles;
  live: ReadonlyMap<string, LibraryItem>;
  layout: GalleryLayout;
  placeOf: (name: string) => number;
  goTo: (tile: number) => void;
}

/**
 * Selecting many tiles: by their checks, Ctrl- and Shift-click, long press, and by keys; and what is done with
 * them. Tiles are selected by their places in the list, so that it makes no difference which are drawn.
 */
export function GridSelection({ element, query, entries, tiles, live, layout, placeOf, goTo }: GridSelectionProps) {
  const t = useTranslations("organise");
  const bytes = useBytes();
  const client = useQueryClient();
  const fault = useFaultToast();
  const organise = useOrganise();
  const selection = useSelection();
  /** Where ranges begin, and what was selected beside them. */
  const anchor = useRef<{ name: string; beside: Selection } | null>(null);

  /** What a tile stands for; undefined where only the server knows. */
  const targetAt = (tile: number, known?: Known): Target | null | undefined => {
    const id = entries[tiles.entry[tile] ?? -1]?.id ?? "";
    const number = tiles.number[tile] ?? 1;
    const generation = live.get(id);
    if (generation) return targetOf(generation, number);
    if (!known) return undefined;
    const videos = known.get(id);
    const video = videos?.[number - 1];
    if (video) return { id: video.id, isVideo: true, sizeBytes: video.sizeBytes ?? 0 };
    return videos?.length === 0 ? { id, isVideo: false, sizeBytes: 0 } : null;
  };

  const askCatalogue = async (): Promise<Known> => {
    const { items } = await client.fetchQuery<Catalogue>({
      queryKey: [...INDEX_KEY, query, "catalogue"],
      queryFn: ({ signal }) =>
        fetchJson(`/api/generations/catalogue${query && `?${query}`}`, async () => catalogue, signal),
      staleTime: 0,
      gcTime: 0,
    });
    return new Map(items.map(({ generationId, videos }) => [generationId, videos]));
  };

  /** Selects the tiles from one place to another, both included, and what is beside them. */
  const selectRange = async (one: number, other: number, beside: Selection) => {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    const places = Array.from({ length: to - from + 1 }, (_, step) => from + step);
    let targets = places.map((tile) => targetAt(tile));
    if (targets.includes(undefined)) {
      try {
        const known = await askCatalogue();
        targets = places.map((tile) => targetAt(tile, known));
      } catch {
        fault("OFFLINE");
        return;
      }
    }
    const next = new Map(beside);
    for (const target of targets) if (target) next.set(target.id, target);
    select(next);
  };

  const toggle = async (tile: number) => {
    let target = targetAt(tile);
    // Its facts are on their way: what is pressed meanwhile counts, too.
    if (target === undefined) target = targetAt(tile, await askCatalogue().catch(() => undefined));
    if (!target) return;
    const next = new Map(currentSelection());
    if (!next.delete(target.id)) next.set(target.id, target);
    select(next);
    anchor.current = { name: tileName(entries, tiles, tile) ?? "", beside: next };
  };

  const extend = (from: number, to: number) => {
    anchor.current ??= { name: tileName(entries, tiles, from) ?? "", beside: selection };
    const start = placeOf(anchor.current.name);
    void selectRange(start < 0 ? from : start, to, anchor.current.beside);
  };

  const clear = () => {
    select(new Map());
    anchor.current = null;
  };

  const tileOf = (target: EventTarget | null): number => {
    const tile = target instanceof Element ? target.closest<HTMLElement>("[data-tile]") : null;
    return tile?.dataset.tile && element.current?.contains(tile) ? placeOf(tile.dataset.tile) : -1;
  };

  const onClick = useEffectEvent((event: MouseEvent) => {
    const tile = tileOf(event.target);
    if (tile < 0 || !(event.target instanceof Element)) return;
    const isCheck = event.target.closest("[data-check]") !== null;
    const isOther = !isCheck && event.target.closest('button, a:not([href^="/video/"])') !== null;
    const isMany = event.shiftKey || event.ctrlKey || event.metaKey;
    if (isOther || (!isCheck && !isMany && selection.size === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) extend(tile, tile);
    else void toggle(tile);
    if (!isCheck) goTo(tile);
  });

  /** What keys act on: the selection, or the tile that has the focus. */
  const actedOn = (tile: number): Target[] => {
    if (selection.size > 0) return [...selection.values()];
    const target = tile < 0 ? null : targetAt(tile);
    return target ? [target] : [];
  };

  const star = (targets: readonly Target[]) => {
    const ids = targets.filter(({ isVideo }) => isVideo).map(({ id }) => id);
    if (ids.length === 0) return;
    const known = knownVideos(client, new Set(ids));
    const favourite = ids.some((id) => known.get(id)?.favourite === false);
    void organise.mark(ids, { favourite });
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target, key } = event;
    if (event.defaultPrevented || event.altKey || !(target instanceof Element)) return;
    if (target.closest(EDITABLE) || document.querySelector(ON_TOP)) return;
    const tile = tileOf(target);
    const does = (act: () => void) => {
      event.preventDefault();
      act();
    };
    if (event.ctrlKey || event.metaKey) {
      if (key === "a" && !event.shiftKey && entries.length > 0) {
        does(() => void selectRange(0, tiles.entry.length - 1, new Map()));
      }
      return;
    }
    if (event.shiftKey) {
      if (tile < 0 || !isMoveKey(key)) return;
      const to = tileTowards(layout, tiles.aspects, tile, key);
      does(() => {
        extend(tile, to);
        goTo(to);
      });
      return;
    }
    if (key === "Escape" && selection.size > 0) return does(clear);
    const isControl = target.closest("button, a:not([href^='/video/'])") !== null;
    if (tile >= 0 && (key === "x" || (key === " " && !isControl))) return does(() => void toggle(tile));
    const targets = actedOn(tile);
    if (targets.length === 0) return;
    if (key === "f" || key === "s") return does(() => star(targets));
    if (key === "Delete") return does(() => void organise.trash(targets).then(clear));
    if (/^[0-5]$/.test(key)) {
      const ids = targets.filter(({ isVideo }) => isVideo).map(({ id }) => id);
      if (ids.length > 0) does(() => void organise.mark(ids, { rating: Number(key) || null }));
    }
  });

  // Where something else is listed, what was selected may be out of sight.
  useEffect(() => {
    anchor.current = null;
    select(new Map());
    return () => select(new Map());
  }, [query]);

  useLongPress(element, (target) => {
    const tile = tileOf(target);
    if (tile >= 0) void toggle(tile);
  });
  useEffect(() => {
    const grid = element.current;
    const abort = new AbortController();
    const { signal } = abort;
    grid?.addEventListener("click", (event) => onClick(event), { signal });
    // A range of tiles, not of text.
    grid?.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault(), { signal });
    document.addEventListener("keydown", (event) => onKey(event), { signal });
    return () => abort.abort();
  }, [element]);

  const targets = [...selection.values()];
  const size = bytes(targets.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0));
  const words = t("selected", { count: targets.length, size });
  return (
    <>
      <p role="status" className="sr-only">
        {targets.length > 0 ? words : null}
      </p>
      {targets.length > 0 ? (
        <SelectionBar
          {...{ query, words, targets, live }}
          onSelectAll={() => void selectRange(0, tiles.entry.length - 1, new Map())}
          onStar={() => star(targets)}
          onClear={clear}
        />
      ) : null}
    </>
  );
}
