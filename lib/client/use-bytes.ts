"use client";

import { useFormatter } from "next-intl";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** Writes a number of bytes as people do: "12.3 MB". */
export function useBytes(): (bytes: number) => string {
  const format = useFormatter();
  return (bytes) => {
    const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
    return format.number(bytes / 1_000 ** power, {
      style: "unit",
      unit: UNITS[power],
      unitDisplay: "short",
      maximumFractionDigits: power < 2 ? 0 : 1,
    });
  };
}
