/** A short message at the edge of the window. */
export interface Toast {
  id: number;
  tone: "plain" | "good" | "bad";
  text: string;
  /** Only read out: whoever sees the page sees it anyway. */
  spokenOnly?: boolean;
  /** A way out, as a link that loads the page anew. */
  link?: { href: string; label: string };
  /** What can be done about it on this page, for example to take it back. */
  action?: { label: string; run: () => void };
}

const PLAIN_MS = 5_000;
/** For what is read slowly, and for what asks for a decision. */
const LONG_MS = 12_000;

const listeners = new Set<() => void>();
let toasts: readonly Toast[] = [];
let lastId = 0;

function replace(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Takes a message away. */
export function closeToast(id: number): void {
  replace(toasts.filter((toast) => toast.id !== id));
}

/** Where a message is drawn. */
export const toastElementId = (id: number) => `toast-${id}`;

/** Takes a message away in a while, unless somebody is at it then. */
function expire(id: number, ms: number): void {
  setTimeout(() => {
    if (document.getElementById(toastElementId(id))?.matches(":hover, :focus-within")) expire(id, PLAIN_MS);
    else closeToast(id);
  }, ms);
}

/** Shows a message for a few seconds; one with a link stays until it is closed. The same text replaces itself. */
export function showToast(toast: Omit<Toast, "id">): void {
  lastId += 1;
  const id = lastId;
  replace([...toasts.filter((shown) => shown.text !== toast.text), { ...toast, id }].slice(-3));
  if (!toast.link) expire(id, toast.tone === "bad" || toast.action ? LONG_MS : PLAIN_MS);
}

/** Store interface for `useSyncExternalStore`. */
export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function currentToasts(): readonly Toast[] {
  return toasts;
}

const NO_TOASTS: readonly Toast[] = [];

export function serverToasts(): readonly Toast[] {
  return NO_TOASTS;
}
