"use client";

import { useTranslations } from "next-intl";
import type { ConnectionView } from "#lib/contract/studio";

/** How a connection is called: the built-in engine in the reader's language, a token by its last four characters. */
export function useConnectionName(): (connection: Pick<ConnectionView, "kind"> & Partial<ConnectionView>) => string {
  const t = useTranslations("composer");
  return ({ kind, tokenLast4 }) => {
    if (kind === "preview") return t("previewEngine");
    return tokenLast4 ? `GrokImagine ••••${tokenLast4}` : "GrokImagine";
  };
}
