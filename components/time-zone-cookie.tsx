"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";

const YEAR_SECONDS = 31_536_000;

/** Tells the server which time zone this browser lives in, so that both write the same dates. */
export function TimeZoneCookie() {
  const drawn = useTimeZone();
  const router = useRouter();
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (own === drawn || document.cookie.split("; ").includes(`tz=${own}`)) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http.
    document.cookie = `tz=${own}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    router.refresh();
  }, [drawn, router]);
  return null;
}
