"use client";

import { useFormatter, useTranslations } from "next-intl";
import { creditsToUsd } from "#lib/domain/credits";

/** Writes a price: "40 credits · $0.40", or "free preview". */
export function usePrice(): (credits: number) => string {
  const t = useTranslations("composer");
  const usd = useUsd();
  return (credits) => (credits === 0 ? t("freePreview") : t("price", { credits, usd: usd(credits) }));
}

/** Writes about how many US dollars an amount of credits is. */
export function useUsd(): (credits: number) => string {
  const format = useFormatter();
  return (credits) => format.number(creditsToUsd(credits), { style: "currency", currency: "USD" });
}
