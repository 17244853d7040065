"use client";

import { useTranslations } from "next-intl";
import type { FaultCode } from "./fetch-json.ts";
import { showToast } from "./toast-store.ts";
import { useErrorSentence } from "./use-error-sentence.ts";

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
