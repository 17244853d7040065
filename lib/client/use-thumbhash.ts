"use client";

import { thumbHashToAverageRGBA, thumbHashToDataURL } from "thumbhash";
import { useHydrated } from "#lib/client/use-hydrated";

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** CSS background of a thumbhash: its average colour from the server, the blurred picture once the page is alive. */
export function useThumbhash(base64: string | null): { backgroundColor?: string; backgroundImage?: string } {
  const hydrated = useHydrated();
  if (!base64) return {};
  const bytes = bytesOf(base64);
  const { r, g, b } = thumbHashToAverageRGBA(bytes);
  const share = (part: number) => Math.round(part * 255);
  return {
    backgroundColor: `rgb(${share(r)} ${share(g)} ${share(b)})`,
    backgroundImage: hydrated ? `url(${thumbHashToDataURL(bytes)})` : undefined,
  };
}
