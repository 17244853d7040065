"use client";

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { type GalleryLayout, type Room, rowAt, rowsToDraw, type Span } from "#lib/client/gallery-layout";
import type { GalleryPlace } from "#lib/client/gallery-memory";
import { useHydrated } from "#lib/client/use-hydrated";

/** The room that a gallery had last: the next one begins with it, so that its first drawing is whole. */
let lastRoom: Room | null = null;

/**
 * The room that an element has. Null while the server draws and until the browser has measured once: what
 * is drawn by then must be the same.
 */
export function useRoom(element: RefObject<HTMLElement | null>): Room | null {
  const hydrated = useHydrated();
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    const measure = () => {
      const width = element.current?.getBoundingClientRect().width;
      if (!width) return;
      const measured = { width, windowWidth: window.innerWidth };
      if (lastRoom?.width === width && lastRoom.windowWidth === measured.windowWidth) return setRoom(lastRoom);
      lastRoom = measured;
      setRoom(measured);
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return room ?? (hydrated ? lastRoom : null);
}

/** A window on the gallery: from `top` to `bottom`, in pixels from the gallery's own top. */
interface Sight {
  top: number;
  bottom: number;
}

const same = (one: Span, other: Span) => one[0] === other[0] && one[1] === other[1];

interface GalleryWindowOptions {
  element: RefObject<HTMLElement | null>;
  layout: GalleryLayout | null;
  /** Name of a tile, the same wherever it stands; and the place of the tile with a name, or -1. */
  nameOf: (tile: number) => string | undefined;
  placeOf: (name: string) => number;
  /** Where the gallery was left, if somebody comes back to it. */
  left: GalleryPlace | null;
  /** What is listed: where it is something else, the window is at its top again. */
  query: string;
  onLook: (scrollY: number, top: number) => void;
}

/**
 * Which rows to draw. Keeps what is in sight where it is while rows above it come, go or change their
 * height, and begins where the gallery was left.
 */
export function useGalleryWindow({
  element,
  layout,
  nameOf,
  placeOf,
  left,
  query,
  onLook,
}: GalleryWindowOptions): Span {
  const [sight, setSight] = useState<Sight>({ top: left?.top ?? 0, bottom: (left?.top ?? 0) + 1_200 });
  const shown = useRef<{ layout: GalleryLayout; query: string; name: string; top: number } | null>(null);
  const span: Span = layout ? rowsToDraw(layout.rows, sight.top, sight.bottom) : [0, 0];

  const look = useEffectEvent(() => {
    const box = element.current?.getBoundingClientRect();
    if (!box || !layout) return;
    const now = { top: -box.top, bottom: -box.top + window.innerHeight };
    onLook(window.scrollY, now.top);
    if (!same(span, rowsToDraw(layout.rows, now.top, now.bottom))) setSight(now);
    const row = now.top > 0 ? layout.rows[rowAt(layout.rows, now.top)] : undefined;
    const name = row && nameOf(row.from);
    shown.current = row && name !== undefined ? { layout, query, name, top: row.top } : null;
  });

  useLayoutEffect(() => {
    if (left) window.scrollTo({ top: left.scrollY });
  }, [left]);

  // What was at the upper edge stays there: the browser's own anchoring leaves absolute places alone.
  const hold = useEffectEvent(() => {
    const before = shown.current;
    if (before && before.query !== query) window.scrollTo({ top: 0 });
    else if (before && layout && before.layout !== layout) {
      const tile = placeOf(before.name);
      const row = layout.rows.find(({ to }) => tile >= 0 && tile < to);
      const moved = row ? row.top - before.top : 0;
      if (Math.abs(moved) >= 1) window.scrollBy({ top: moved });
    }
    look();
  });
  useLayoutEffect(() => {
    if (layout) hold();
  }, [layout]);

  useEffect(() => {
    const abort = new AbortController();
    const options = { signal: abort.signal, passive: true };
    let frame = 0;
    const soon = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => look());
    };
    window.addEventListener("scroll", soon, options);
    window.addEventListener("resize", soon, options);
    return () => {
      cancelAnimationFrame(frame);
      abort.abort();
    };
  }, []);
  return span;
}
