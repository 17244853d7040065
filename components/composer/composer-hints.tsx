"use client";

import { CircleAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type ComposerDraft, promptsOf } from "#lib/client/composer-draft";
import { judgeImageAddress } from "#lib/client/image-address";
import type { ConnectionView } from "#lib/contract/studio";
import { BATCH_MAX_ITEMS, isTooLarge } from "#lib/domain/batches";
import { PROMPT_MAX_CHARACTERS, PROMPT_WARN_CHARACTERS, promptLength } from "#lib/domain/prompts";
import { UNDOCUMENTED_RATIOS } from "#lib/domain/ratios";
import { type UploadReach, uploadNameIn } from "#lib/domain/uploads";
import { hasMarks } from "#lib/domain/wildcard-marks";

/** From here on the length of a prompt is worth telling. */
const COUNT_FROM_CHARACTERS = 1_800;

interface ComposerHintsProps {
  draft: ComposerDraft;
  connection: ConnectionView | undefined;
  reach: UploadReach;
  onChange: (change: Partial<ComposerDraft>) => void;
}

/** What is worth knowing before money is spent. What is red has to be mended first. */
export function ComposerHints({ draft, connection, reach, onChange }: ComposerHintsProps) {
  const t = useTranslations("composer");
  const prompts = promptsOf(draft);
  const count = prompts.length * draft.count;
  // Where each line is a prompt, the longest tells.
  const length = Math.max(0, ...prompts.map(promptLength));
  const severalLines = draft.prompt.trim().includes("\n");
  const outside = connection?.kind === "grokimagine";
  const toSettings = (
    <Link href="/settings" className="ml-1 font-medium underline underline-offset-2">
      {t("openSettings")}
    </Link>
  );
  const hints: { id: string; text: ReactNode; bad?: boolean }[] = [];
  if (!connection)
    hints.push({
      id: "none",
      text: (
        <>
          {t("noConnection")}
          {toSettings}
        </>
      ),
      bad: true,
    });
  if (connection && !connection.usable)
    hints.push({
      id: "unusable",
      text: (
        <>
          {t("unusable")}
          {toSettings}
        </>
      ),
      bad: true,
    });
  if (connection?.pausedReason) {
    hints.push({
      id: "paused",
      text: (
        <>
          {t(`paused.${connection.pausedReason}`)}
          {connection.pausedReason === "user" ? (
            <Link href="/queue" className="ml-1 font-medium underline underline-offset-2">
              {t("openQueue")}
            </Link>
          ) : (
            toSettings
          )}
        </>
      ),
    });
  }
  if (length > PROMPT_MAX_CHARACTERS) {
    const over = length - PROMPT_MAX_CHARACTERS;
    hints.push({ id: "length", text: t("tooLong", { max: PROMPT_MAX_CHARACTERS, over }), bad: true });
  } else if (length > PROMPT_WARN_CHARACTERS) {
    hints.push({ id: "length", text: t("longPrompt", { max: PROMPT_WARN_CHARACTERS }) });
  }
  if (isTooLarge(prompts.flatMap((prompt) => Array.from({ length: draft.count }, () => prompt)))) {
    hints.push({ id: "tooMany", text: t("tooMany", { max: BATCH_MAX_ITEMS, count }), bad: true });
  }
  if (uploadNameIn(draft.imageUrl)) {
    if (outside && reach === "private") hints.push({ id: "upload", text: t("uploadNotPublic"), bad: true });
    if (outside && reach === "unverified") hints.push({ id: "upload", text: t("uploadUnverified") });
  } else if (draft.imageUrl && judgeImageAddress(draft.imageUrl) === "private") {
    hints.push({ id: "private", text: t("imagePrivate") });
  }
  if (outside && draft.imageUrl && draft.mode === "spicy") hints.push({ id: "spicy", text: t("spicyImage") });
  if (outside && UNDOCUMENTED_RATIOS.includes(draft.ratio)) {
    hints.push({ id: "ratio", text: t("ratioWarning", { ratio: draft.ratio }) });
  }
  return (
    <div className="flex flex-col gap-1 text-xs">
      {severalLines ? (
        <p className="flex flex-wrap items-center gap-x-3 text-gray-11 tabular-nums">
          <label className="inline-flex items-center gap-2 text-gray-12 pointer-coarse:min-h-10">
            <input
              type="checkbox"
              checked={draft.lines}
              onChange={(event) => onChange({ lines: event.target.checked })}
              className="size-4 accent-accent-9"
            />
            {t("lines")}
          </label>
          {draft.lines ? <span>{t("promptCount", { count: prompts.length })}</span> : null}
        </p>
      ) : null}
      <div aria-live="polite" className="flex flex-col gap-1 empty:hidden">
        {prompts.some(hasMarks) ? <p className="text-gray-11">{t("expands")}</p> : null}
        {hints.map(({ id, text, bad }) => (
          <p key={id} className={`flex items-start gap-1.5 ${bad ? "text-bad-text" : "text-doubt-text"}`}>
            {bad ? (
              <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            ) : (
              <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            )}
            <span className="min-w-0">{text}</span>
          </p>
        ))}
        {length > COUNT_FROM_CHARACTERS ? (
          <p className="text-gray-11 tabular-nums">{t("characters", { count: length, max: PROMPT_MAX_CHARACTERS })}</p>
        ) : null}
      </div>
    </div>
  );
}
