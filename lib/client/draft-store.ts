import { type ComposerDraft, EMPTY_DRAFT, newDraftId, parseDraft, withConsequences } from "#lib/client/composer-draft";

const listeners = new Set<() => void>();
const drafts = new Map<string, ComposerDraft>();

function keyOf(userId: string): string {
  return `reelkeep.draft.${userId}`;
}

function announce(): void {
  for (const listener of listeners) listener();
}

function forget(event: StorageEvent): void {
  if (event.key !== null && !event.key.startsWith(keyOf(""))) return;
  drafts.clear();
  announce();
}

/** The draft of a user as this browser keeps it. The same object until it changes. */
export function readDraft(userId: string): ComposerDraft {
  const known = drafts.get(userId);
  if (known) return known;
  const draft = parseDraft(localStorage.getItem(keyOf(userId)));
  drafts.set(userId, draft);
  return draft;
}

/** Changes a part of the draft, with its consequences; the first change gives it its id. */
export function changeDraft(userId: string, part: Partial<ComposerDraft>): void {
  const current = readDraft(userId);
  writeDraft(userId, { ...current, ...withConsequences(part), id: current.id || newDraftId() });
}

/** Puts another draft in its place and keeps it through reloads, sign-outs and expired sessions. */
export function writeDraft(userId: string, draft: ComposerDraft): void {
  drafts.set(userId, draft);
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(draft));
  } catch {
    // Storage is full or forbidden: the draft lives as long as the page.
  }
  announce();
}

/** Calls `listener` when a draft changes, here or in another tab. */
export function subscribeToDrafts(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("storage", forget);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", forget);
  };
}

/** What the server draws, which knows no draft. */
export function serverDraft(): ComposerDraft {
  return EMPTY_DRAFT;
}
