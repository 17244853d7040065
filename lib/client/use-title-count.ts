"use client";

import { useEffect } from "react";

const MARK = /^\(\d+\) /;

/** Puts a count before the title of whatever page is open, "(2) Reelkeep"; none where it is 0. */
export function useTitleCount(count: number): void {
  useEffect(() => {
    const write = () => {
      const title = `${count > 0 ? `(${count}) ` : ""}${document.title.replace(MARK, "")}`;
      if (document.title !== title) document.title = title;
    };
    write();
    // Pages change their titles as they come and go, in elements of their own.
    const observer = new MutationObserver(write);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [count]);
}
