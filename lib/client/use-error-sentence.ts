"use client";

import { useTranslations } from "next-intl";
import { sentenceCodeOf } from "#lib/client/sentence-codes";

/** The sentence of an error code in the reader's language. */
export function useErrorSentence(): (code: string) => string {
  const t = useTranslations("errors");
  return (code) => t(sentenceCodeOf(code));
}
