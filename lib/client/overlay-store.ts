/** What can lie over any page, one at a time. */
export type Overlay = "palette" | "shortcuts";

const listeners = new Set<() => void>();
let open: Overlay | null = null;

/** Lays something over the page; null takes it away. */
export function showOverlay(overlay: Overlay | null): void {
  open = overlay;
  for (const listener of listeners) listener();
}

/** Store interface for `useSyncExternalStore`. */
export function subscribeToOverlay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentOverlay(): Overlay | null {
  return open;
}
