"use client";

import { useRouter } from "next/navigation";
import { useTimeZone } from "next-intl";
import { useEffect } from "react";
import { keepPreference } from "#lib/client/preference-cookie";

/** Tells the server which time zone this browser lives in, so that both write the same dates. */
export function TimeZoneCookie() {
  const drawn = useTimeZone();
  const router = useRouter();
  useEffect(() => {
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (own === drawn || document.cookie.split("; ").includes(`tz=${own}`)) return;
    keepPreference("tz", own);
    router.refresh();
  }, [drawn, router]);
  return null;
}
