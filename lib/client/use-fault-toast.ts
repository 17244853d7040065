"use client";

import { useTranslations } from "next-intl";
import type { FaultCode } from "#lib/client/fetch-json";
import { showToast } from "#lib/client/toast-store";
import { useErrorSentence } from "#lib/client/use-error-sentence";

/** Shows what went wrong; where the session is over, with the way back in that keeps the page. */
export function useFaultToast(): (code: FaultCode) => void {
  const sentence = useErrorSentence();
  const t = useTranslations("toast");
  return (code) => {
    const next = encodeURIComponent(window.location.pathname + window.location.search);
    showToast({
      tone: "bad",
      text: sentence(code),
      link: code === "UNAUTHENTICATED" ? { href: `/sign-in?next=${next}`, label: t("signInAgain") } : undefined,
    });
  };
}
