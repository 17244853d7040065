"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ConnectionView } from "#lib/contract/studio";
import { CREDITS_PER_GENERATION, creditsToUsd } from "#lib/domain/credits";

/** Writes a price: "40 credits · $0.40", or "free preview". */
export function usePrice(): (credits: number) => string {
  const t = useTranslations("composer");
  const usd = useUsd();
  return (credits) => (credits === 0 ? t("freePreview") : t("price", { credits, usd: usd(credits) }));
}

/** Writes what so many generations cost on a connection: a price, or what previews take of the credits left for them. */
export function useConnectionPrice(): (connection: ConnectionView | undefined, count: number) => string {
  const t = useTranslations("composer");
  const price = usePrice();
  return (connection, count) => {
    const left = connection?.previewCredits ?? null;
    if (left === null) return price((connection?.priceCredits ?? 0) * count);
    return t("previewPrice", { credits: CREDITS_PER_GENERATION * count, left });
  };
}

/** Writes about how many US dollars an amount of credits is. */
export function useUsd(): (credits: number) => string {
  const format = useFormatter();
  return (credits) => format.number(creditsToUsd(credits), { style: "currency", currency: "USD" });
}
