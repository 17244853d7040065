"use client";

import { useEffect, useEffectEvent, useState } from "react";

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}

/** A dialog in front takes what is dropped and pasted for itself. */
function isCovered(): boolean {
  return document.querySelector("dialog[open]") !== null;
}

/**
 * Takes a file that is dropped or pasted anywhere on the page: the browser would leave the page for it.
 * @returns whether somebody holds one over the page
 */
export function useOfferedFile(onFile: (file: File) => void): boolean {
  const [offered, setOffered] = useState(false);
  const taken = useEffectEvent(onFile);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const hold = (event: DragEvent) => {
      if (!carriesFiles(event) || isCovered()) return;
      event.preventDefault();
      setOffered(true);
    };
    const leave = (event: DragEvent) => {
      // Leaving one element for another is not leaving the window.
      if (event.relatedTarget === null) setOffered(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event) || isCovered()) return;
      event.preventDefault();
      setOffered(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (file) taken(file);
    };
    const paste = (event: ClipboardEvent) => {
      const [file] = event.clipboardData?.files ?? [];
      if (!file?.type.startsWith("image/") || isCovered()) return;
      // Some programs copy words and a picture of them: whoever is writing wants the words.
      if (event.clipboardData?.types.includes("text/plain")) return;
      event.preventDefault();
      taken(file);
    };
    document.addEventListener("dragenter", hold, { signal });
    document.addEventListener("dragover", hold, { signal });
    document.addEventListener("dragleave", leave, { signal });
    document.addEventListener("drop", drop, { signal });
    document.addEventListener("paste", paste, { signal });
    return () => abort.abort();
  }, []);
  return offered;
}
