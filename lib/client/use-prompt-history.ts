"use client";

import { type KeyboardEvent, useRef } from "react";
import type { HistoryWalk } from "#lib/client/walk-history";

/**
 * Alt+Up and Alt+Down bring one's own past prompts into a text field, the latest first, and at last the
 * words that stood there. Returns the key handler, which says whether the key was its own.
 */
export function usePromptHistory(read: () => string, write: (prompt: string) => void) {
  const walk = useRef<HistoryWalk | null>(null);
  const steps = useRef(Promise.resolve());
  const go = async (by: 1 | -1) => {
    const history = await import("#lib/client/walk-history");
    // Whoever has typed since begins anew.
    if (walk.current && history.wordsAt(walk.current) !== read()) walk.current = null;
    if (!walk.current && by === -1) return;
    walk.current = history.step(walk.current ?? (await history.beginWalk(read())), by);
    write(history.wordsAt(walk.current));
    if (walk.current.place === -1) walk.current = null;
  };
  return (event: KeyboardEvent): boolean => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : null;
    if (by === null || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    event.preventDefault();
    // One after the other, and without a connection the words stay as they are.
    steps.current = steps.current.then(() => go(by)).catch(() => {});
    return true;
  };
}
