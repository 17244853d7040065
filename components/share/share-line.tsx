"use client";

import { Eye, EyeOff, KeyRound, Timer, TimerOff } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import type { ShareView } from "#lib/contract/share";

interface ShareLineProps {
  share: ShareView;
  origin: string;
  /** What it is of, where that is not clear from the place. */
  named: boolean;
  busy: boolean;
  onRevoke: () => void;
}

/** One link: what strangers may do with it, and how to copy or end it. */
export function ShareLine({ share, origin, named, busy, onRevoke }: ShareLineProps) {
  const t = useTranslations("share");
  const format = useFormatter();
  const now = useNow();
  const { name, path, hasPassword, showPrompt, expiresAt, videos, collectionId } = share;
  const link = `${origin}${path}`;
  const expired = expiresAt !== null && Date.parse(expiresAt) <= now.getTime();
  const Prompt = showPrompt ? Eye : EyeOff;
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
      {named ? (
        <p className="line-clamp-2 text-sm break-words">
          {collectionId ? t("collectionNamed", { name, count: videos }) : name}
        </p>
      ) : null}
      <input
        readOnly
        value={link}
        aria-label={t("link")}
        onFocus={(event) => event.currentTarget.select()}
        className="h-9 w-full min-w-0 truncate rounded-control border border-gray-7 bg-gray-1 px-2.5 font-mono text-xs text-gray-12 pointer-coarse:h-10"
      />
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="flex min-w-0 flex-wrap gap-x-3 gap-y-1 text-xs text-gray-11">
          {expired ? (
            <span className="font-medium text-bad-text">
              <TimerOff aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
              {t("expired")}
            </span>
          ) : (
            <span>
              <Timer aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
              {expiresAt ? t("expires", { when: format.relativeTime(new Date(expiresAt), now) }) : t("neverExpires")}
            </span>
          )}
          {hasPassword ? (
            <span>
              <KeyRound aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
              {t("hasPassword")}
            </span>
          ) : null}
          <span>
            <Prompt aria-hidden className="mr-1 inline size-3.5 align-[-2px]" />
            {t(showPrompt ? "promptShown" : "promptHidden")}
          </span>
          {videos === 0 ? <span className="text-doubt-text">{t("showsNothing")}</span> : null}
        </p>
        <div className="flex gap-1">
          <CopyButton text={link} label={t("copy")} />
          <Button tone="quiet" size="small" busy={busy} onClick={onRevoke}>
            {t("revoke")}
          </Button>
        </div>
      </div>
    </li>
  );
}
