"use client";

import { useState } from "react";

/**
 * Whether a popover has ever been open, so that what is in it is loaded then, and the properties that tell it.
 * The browser opens one that is pressed before the page has come alive: that counts, too.
 */
export function useOpened() {
  const [wasOpened, setWasOpened] = useState(false);
  const open = () => setWasOpened(true);
  const ref = (panel: HTMLElement | null) => {
    if (panel?.matches(":popover-open")) open();
  };
  return [wasOpened, { ref, onBeforeToggle: open }] as const;
}
