"use client";

import { useSyncExternalStore } from "react";
import { keepPreference, readPreference } from "#lib/client/preference-cookie";
import { type GalleryLook, parseLook, writeLook } from "#lib/domain/gallery-look";

const listeners = new Set<() => void>();
let current: GalleryLook | null = null;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function currentLook(): GalleryLook {
  current ??= parseLook(readPreference("gallery"));
  return current;
}

/** Changes how the gallery looks, here at once and wherever this browser comes next. */
export function chooseLook(change: Partial<GalleryLook>): void {
  current = { ...currentLook(), ...change };
  keepPreference("gallery", writeLook(current));
  for (const listener of listeners) listener();
}

/** How the gallery is to look. `drawn` is what the server drew, which has read the same cookie. */
export function useGalleryLook(drawn: GalleryLook): GalleryLook {
  return useSyncExternalStore(subscribe, currentLook, () => drawn);
}
