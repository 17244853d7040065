"use client";

import { useSyncExternalStore } from "react";

const subscribe = () => () => {};

/** False on the server and in the first drawing of the browser, true from then on. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  );
}
