"use client";

import { useEffect, useRef, useState } from "react";
import { leavePreviewSlot, takePreviewSlot } from "#lib/client/preview-slot";

const DELAY_MS = 150;

/** Whether a tile plays: after 150 ms of hover or focus, one at a time, never where motion is unwelcome. */
export function useHoverPreview() {
  const [playing, setPlaying] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useRef(() => setPlaying(false));

  const begin = () => {
    clearTimeout(timer.current);
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    timer.current = setTimeout(() => {
      takePreviewSlot(stop.current);
      setPlaying(true);
    }, DELAY_MS);
  };
  const end = () => {
    clearTimeout(timer.current);
    leavePreviewSlot(stop.current);
    setPlaying(false);
  };
  useEffect(() => {
    const own = stop.current;
    return () => {
      clearTimeout(timer.current);
      leavePreviewSlot(own);
    };
  }, []);
  return { playing, begin, end };
}
