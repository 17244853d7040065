"use client";

import { useTranslations } from "next-intl";

/** Writes a rough span of seconds as people say it: "30 s", "4 min", "23 h". */
export function useTimeWords(): (seconds: number) => string {
  const t = useTranslations("tile");
  return (seconds) => {
    if (seconds < 90) return t("seconds", { count: Math.max(0, Math.round(seconds)) });
    if (seconds < 5_400) return t("minutes", { count: Math.round(seconds / 60) });
    return t("hours", { count: Math.round(seconds / 3_600) });
  };
}
