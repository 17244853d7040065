"use client";

import { useFormatter, useNow, useTimeZone, useTranslations } from "next-intl";
import { HEADING } from "#lib/client/gallery-layout";
import { dayIn } from "#lib/client/gallery-tiles";

const DAY_MS = 86_400_000;

interface DayHeadingProps {
  /** `YYYY-MM-DD`. */
  date: string;
  /** Its place in pixels; without one it flows. */
  top: number | undefined;
}

/** Says a day as people do, over its tiles. */
export function DayHeading({ date, top }: DayHeadingProps) {
  const t = useTranslations("gallery");
  const format = useFormatter();
  const now = useNow().getTime();
  const dayOf = dayIn(useTimeZone() ?? "UTC");
  const today = dayOf(now);
  const name = () => {
    if (date === today) return t("today");
    if (date === dayOf(now - DAY_MS)) return t("yesterday");
    return format.dateTime(new Date(`${date}T12:00:00Z`), {
      timeZone: "UTC",
      weekday: "short",
      day: "numeric",
      month: "long",
      year: date.slice(0, 4) === today.slice(0, 4) ? undefined : "numeric",
    });
  };
  return (
    <h2
      style={{ top, height: HEADING.height }}
      className={`truncate px-2 text-sm leading-5 font-medium md:px-1 ${top === undefined ? "basis-full not-first:mt-4" : "absolute inset-x-0"}`}
    >
      {name()}
    </h2>
  );
}
