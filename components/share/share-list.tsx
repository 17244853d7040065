"use client";

import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { ShareLine } from "#components/share/share-line";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import type { useShares } from "#lib/client/use-shares";
import type { ShareView } from "#lib/contract/share";

interface ShareListProps {
  /** Where the links come from and what ends them. */
  kept: ReturnType<typeof useShares>;
  /** Those that are shown. */
  shown: readonly ShareView[];
  label: string;
  /** Whether each says what it is of. */
  named: boolean;
  ref?: Ref<HTMLUListElement>;
}

/** Links with how to end each, or why they can't be shown. */
export function ShareList({ kept, shown, label, named, ref }: ShareListProps) {
  const t = useTranslations("share");
  const { shares, origin, failed, retry, busy, revoke } = kept;
  if (failed && !shares) {
    return (
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
    );
  }
  if (shown.length === 0) return null;
  return (
    <ul ref={ref} aria-label={label} className="flex flex-col divide-y divide-gray-6">
      {shown.map((share) => (
        <ShareLine
          key={share.id}
          share={share}
          origin={origin}
          named={named}
          busy={busy}
          onRevoke={() => revoke(share.id)}
        />
      ))}
    </ul>
  );
}
