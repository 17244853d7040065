"use client";

import { useEffect, useState } from "react";

interface Ground {
  backgroundColor?: string;
  backgroundImage?: string;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/**
 * The average colour of a thumbhash, from its header alone: luminance and two colour differences in
 * 6 bits each (the format's reference decoder, https://evanw.github.io/thumbhash).
 */
export function averageColor(bytes: Uint8Array): string {
  const header = (bytes[0] ?? 0) | ((bytes[1] ?? 0) << 8) | ((bytes[2] ?? 0) << 16);
  const l = (header & 63) / 63;
  const p = ((header >> 6) & 63) / 31.5 - 1;
  const q = ((header >> 12) & 63) / 31.5 - 1;
  const blue = l - (2 / 3) * p;
  const red = (3 * l - blue + q) / 2;
  const share = (part: number) => Math.round(Math.min(1, Math.max(0, part)) * 255);
  return `rgb(${share(red)} ${share(red - q)} ${share(blue)})`;
}

/** CSS background of a thumbhash: its average colour at once, the blurred picture when the decoder is there. */
export function useThumbhash(base64: string | null): Ground {
  const [picture, setPicture] = useState<string>();
  useEffect(() => {
    if (!base64) return;
    let wanted = true;
    void import("thumbhash").then(({ thumbHashToDataURL }) => {
      if (wanted) setPicture(thumbHashToDataURL(bytesOf(base64)));
    });
    return () => {
      wanted = false;
    };
  }, [base64]);
  if (!base64) return {};
  return { backgroundColor: averageColor(bytesOf(base64)), backgroundImage: picture && `url(${picture})` };
}
