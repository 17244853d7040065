"use client";

import { lazy, Suspense, useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { currentOverlay, showOverlay, subscribeToOverlay } from "#lib/client/overlay-store";
import { isShortcut, isTyping } from "#lib/client/shortcuts";

const Palette = lazy(() => import("#components/palette/palette").then(({ Palette }) => ({ default: Palette })));
const ShortcutsDialog = lazy(() =>
  import("#components/palette/shortcuts-dialog").then(({ ShortcutsDialog }) => ({ default: ShortcutsDialog })),
);

/** Opens the palette (Ctrl or Command with K) and the list of shortcuts (?) over whatever page is open. */
export function OverlayHost() {
  const overlay = useSyncExternalStore(subscribeToOverlay, currentOverlay, () => null);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    // What lies over the page is finished with first.
    const isCovered = overlay !== null || document.querySelector("dialog[open]") !== null;
    const wanted = isShortcut(event, "palette")
      ? "palette"
      : isShortcut(event, "shortcuts") && !isTyping(event.target)
        ? "shortcuts"
        : null;
    if (!wanted) return;
    event.preventDefault();
    if (!isCovered) showOverlay(wanted);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  const close = () => showOverlay(null);
  return (
    <Suspense>
      {overlay === "palette" ? <Palette onClose={close} /> : null}
      {overlay === "shortcuts" ? <ShortcutsDialog onClose={close} /> : null}
    </Suspense>
  );
}
