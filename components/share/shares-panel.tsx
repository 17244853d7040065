"use client";

import { useTranslations } from "next-intl";
import { ShareList } from "#components/share/share-list";
import { Panel } from "#components/ui/page-frame";
import { useShares } from "#lib/client/use-shares";

/** Every link that its owner has given away, and how to end it. */
export function SharesPanel() {
  const t = useTranslations("share");
  const kept = useShares();
  return (
    <Panel title={t("all")} text={kept.shares?.length === 0 ? t("none") : t("allText")}>
      <ShareList kept={kept} shown={kept.shares ?? []} label={t("all")} named />
    </Panel>
  );
}
