"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useUsd } from "#lib/client/use-price";
import type { UsageView } from "#lib/contract/studio";

/** What an account has spent, holds and doubts, in credits and in about US dollars. */
export function UsageTotals({ usage }: { usage: UsageView }) {
  const t = useTranslations("usage");
  const format = useFormatter();
  const usd = useUsd();
  const totals = [
    { name: t("spent"), credits: usage.spentCredits, help: t("spentHelp") },
    { name: t("held"), credits: usage.heldCredits, help: t("heldHelp") },
    { name: t("inDoubt"), credits: usage.inDoubtCredits, help: t("inDoubtHelp") },
  ];
  return (
    <div className="flex flex-col gap-2">
      <dl className="grid overflow-hidden rounded-card border border-gray-6 bg-gray-2 md:grid-cols-3">
        {totals.map(({ name, credits, help }) => (
          <div
            key={name}
            className="flex flex-col gap-1 border-b border-gray-6 p-4 last:border-b-0 md:border-r md:border-b-0 md:last:border-r-0"
          >
            <dt className="text-xs font-medium text-gray-11">{name}</dt>
            <dd className="flex flex-wrap items-baseline gap-x-2 tabular-nums">
              <span className="text-xl font-semibold tracking-tight">{format.number(credits)}</span>
              <span className="text-xs text-gray-11">{t("about", { usd: usd(credits) })}</span>
            </dd>
            <dd className="text-xs text-gray-11">{help}</dd>
          </div>
        ))}
      </dl>
      <p className="text-xs text-gray-11">
        {t("made", { generations: usage.generations, videos: usage.videos })} · {t("priceNote")}
      </p>
    </div>
  );
}
