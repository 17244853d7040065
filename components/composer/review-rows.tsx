"use client";

import { CircleAlert, Image as ImageMark } from "lucide-react";
import { useTranslations } from "next-intl";
import type { BatchItem } from "#lib/client/composer-draft";
import { PROMPT_MAX_CHARACTERS, promptLength } from "#lib/domain/prompts";

/** What is wrong with a prompt that is about to be sent; null where nothing is. */
export function faultOf(prompt: string): "empty" | "tooLong" | null {
  if (prompt.trim() === "") return "empty";
  return promptLength(prompt) > PROMPT_MAX_CHARACTERS ? "tooLong" : null;
}

function Fault({ prompt }: { prompt: string }) {
  const t = useTranslations("batch");
  const fault = faultOf(prompt);
  if (!fault) return null;
  return (
    <span className="mt-0.5 flex items-center gap-1.5 text-xs text-bad-text">
      <CircleAlert aria-hidden className="size-3.5 shrink-0" />
      {t(fault, { max: PROMPT_MAX_CHARACTERS })}
    </span>
  );
}

interface ReviewRowsProps {
  items: readonly BatchItem[];
  busy: boolean;
}

/** Prompts that all go with the same options. */
export function ReviewList({ items, busy }: ReviewRowsProps) {
  const t = useTranslations("batch");
  return (
    <ol aria-label={t("prompts")} aria-busy={busy} className="flex flex-col">
      {items.map(({ prompt }, place) => (
        // The place is what tells two of the same prompt apart.
        <li key={place} className="flex gap-3 border-b border-gray-6 py-2 text-sm last:border-0">
          <span aria-hidden className="w-6 shrink-0 text-right text-xs leading-5 text-gray-11 tabular-nums">
            {place + 1}
          </span>
          <span className="min-w-0 flex-1 break-words whitespace-pre-line">
            {prompt}
            <Fault prompt={prompt} />
          </span>
        </li>
      ))}
    </ol>
  );
}

const CELL = "py-2 pl-3 text-left align-baseline";

/** The rows of a file, each with options of its own. */
export function ReviewTable({ items, busy }: ReviewRowsProps) {
  const t = useTranslations("batch");
  const video = useTranslations("video");
  const composer = useTranslations("composer");
  return (
    <table aria-label={t("prompts")} aria-busy={busy} className="w-full text-sm">
      <thead>
        <tr className="border-b border-gray-6 text-xs text-gray-11 [&>th]:font-normal">
          <th scope="col" className="w-6 py-1.5 text-right">
            #
          </th>
          <th scope="col" className={CELL}>
            {video("prompt")}
          </th>
          <th scope="col" className={CELL}>
            {video("mode")}
          </th>
          <th scope="col" className={CELL}>
            {video("ratio")}
          </th>
          <th scope="col" className={CELL}>
            <ImageMark role="img" aria-label={video("startImage")} className="size-3.5" />
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ prompt, mode, ratio, imageUrl }, place) => (
          <tr key={place} className="border-b border-gray-6 last:border-0">
            <td className="py-2 text-right align-baseline text-xs text-gray-11 tabular-nums">{place + 1}</td>
            <td className={`${CELL} [overflow-wrap:anywhere] whitespace-pre-line`}>
              {prompt}
              <Fault prompt={prompt} />
            </td>
            <td className={`${CELL} text-xs whitespace-nowrap`}>{composer(`modes.${mode}`)}</td>
            <td className={`${CELL} text-xs tabular-nums`}>{ratio}</td>
            <td className={CELL}>
              {imageUrl ? <ImageMark role="img" aria-label={composer("addImage")} className="size-3.5" /> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
