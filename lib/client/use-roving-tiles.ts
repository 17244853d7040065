"use client";

import { type KeyboardEvent, type RefObject, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { type GalleryLayout, type MoveKey, tileTowards } from "#lib/client/gallery-layout";

const KEYS: readonly string[] = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"] satisfies MoveKey[];
export const isMoveKey = (key: string): key is MoveKey => KEYS.includes(key);

/** What can be focused in a tile; the tile itself where there is nothing. */
const FOCUSABLE = "a[href], button:not(:disabled)";

/** Room to leave above and below a tile that the keyboard goes to: the top line, and the prompt bar (pixels). */
const MARGIN = { above: 60, below: 150 };

interface RovingOptions {
  element: RefObject<HTMLElement | null>;
  layout: GalleryLayout | null;
  aspects: readonly number[];
  nameOf: (tile: number) => string | undefined;
  placeOf: (name: string) => number;
  /** The tile to begin with, where somebody comes back to the gallery: it gets the focus. */
  left: string | null;
}

/**
 * One tab stop for all tiles: the keyboard enters at the one that was last used, and arrow keys, Home and
 * End move from there. Returns the place of that tile, a way to go to another, and handlers for the element.
 */
export function useRovingTiles({ element, layout, aspects, nameOf, placeOf, left }: RovingOptions) {
  const [current, setCurrent] = useState(left);
  const wanted = useRef(left);
  const place = current === null ? 0 : placeOf(current);

  // A tile far away is drawn first, and gets the focus with its drawing; one without facts, when they are there.
  const settle = useEffectEvent(() => {
    const active = document.activeElement;
    if (active instanceof HTMLElement && active.dataset.tile && element.current?.contains(active)) {
      active.querySelector<HTMLElement>(FOCUSABLE)?.focus({ preventScroll: true });
    }
    if (wanted.current === null || !layout) return;
    const tile = element.current?.querySelector<HTMLElement>(`[data-tile="${wanted.current}"]`);
    if (!tile) return;
    wanted.current = null;
    (tile.querySelector<HTMLElement>(FOCUSABLE) ?? tile).focus({ preventScroll: true });
  });
  useLayoutEffect(() => settle());

  const bringIntoSight = (tile: number) => {
    const row = layout?.rows.find(({ to }) => tile < to);
    const box = element.current?.getBoundingClientRect();
    if (!row || !box) return;
    const above = box.top + row.top - MARGIN.above;
    const below = box.top + row.top + row.height + MARGIN.below - window.innerHeight;
    if (above < 0) window.scrollBy({ top: above });
    else if (below > 0) window.scrollBy({ top: Math.min(below, above) });
  };

  const goTo = (tile: number) => {
    const name = nameOf(tile);
    if (name === undefined) return;
    wanted.current = name;
    setCurrent(name);
    bringIntoSight(tile);
  };

  return {
    place: Math.max(0, place),
    current,
    goTo,
    onFocus: (event: { target: EventTarget }) => {
      const tile = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tile]") : null;
      if (tile?.dataset.tile) setCurrent(tile.dataset.tile);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (!layout || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const tile = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tile]") : null;
      const from = tile?.dataset.tile ? placeOf(tile.dataset.tile) : -1;
      if (from < 0 || !isMoveKey(event.key)) return;
      event.preventDefault();
      const to = tileTowards(layout, aspects, from, event.key);
      if (to !== from) goTo(to);
    },
  };
}
