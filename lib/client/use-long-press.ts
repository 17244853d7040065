"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";

const LONG_MS = 450;
/** A finger that moves more than so many pixels scrolls. */
const STILL_PX = 10;

/** Tells of a finger that rests on something in an element for a while; the click and the menu that would follow are left out. */
export function useLongPress(element: RefObject<HTMLElement | null>, onPress: (target: EventTarget | null) => void) {
  const pressed = useEffectEvent(onPress);
  useEffect(() => {
    const root = element.current;
    const abort = new AbortController();
    const options = { signal: abort.signal, capture: true };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let start = { x: 0, y: 0 };
    let wasLong = false;
    let isTouch = false;
    const end = () => clearTimeout(timer);
    const begin = (event: PointerEvent) => {
      isTouch = event.pointerType === "touch";
      wasLong = false;
      if (!isTouch || !event.isPrimary) return;
      start = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        wasLong = true;
        pressed(event.target);
      }, LONG_MS);
    };
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL_PX) end();
    };
    const click = (event: MouseEvent) => {
      if (!wasLong) return;
      wasLong = false;
      event.preventDefault();
      event.stopPropagation();
    };
    root?.addEventListener("pointerdown", begin, options);
    root?.addEventListener("pointermove", move, options);
    for (const name of ["pointerup", "pointercancel"] as const) root?.addEventListener(name, end, options);
    root?.addEventListener("click", click, options);
    root?.addEventListener("contextmenu", (event) => isTouch && event.preventDefault(), options);
    return () => {
      end();
      abort.abort();
    };
  }, [element]);
}
