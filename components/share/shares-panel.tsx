"use client";

import { useTranslations } from "next-intl";
import { ShareLine } from "#components/share/share-line";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { Panel } from "#components/ui/page-frame";
import { useShares } from "#lib/client/use-shares";

/** Every link that its owner has given away, and how to end it. */
export function SharesPanel() {
  const t = useTranslations("share");
  const { shares, origin, failed, retry, busy, revoke } = useShares();
  return (
    <Panel title={t("all")} text={shares?.length === 0 ? t("none") : t("allText")}>
      {failed && !shares ? (
        <Notice
          tone="bad"
          role="alert"
          action={
            <Button size="small" onClick={() => retry()}>
              {t("again")}
            </Button>
          }
        >
          {t("listFailed")}
        </Notice>
      ) : null}
      {shares && shares.length > 0 ? (
        <ul aria-label={t("all")} className="flex flex-col divide-y divide-gray-6">
          {shares.map((share) => (
            <ShareLine
              key={share.id}
              share={share}
              origin={origin}
              named
              busy={busy}
              onRevoke={() => revoke(share.id)}
            />
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}
