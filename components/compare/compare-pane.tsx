"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useRenewedLink } from "#lib/client/use-renewed-link";
import { useThumbhash } from "#lib/client/use-thumbhash";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { aspectOf } from "#lib/domain/ratios";
import type { DiffPart } from "#lib/domain/word-diff";

interface ComparePaneProps {
  generation: GenerationView;
  video: VideoView;
  /** Its prompt, in parts. */
  prompt: readonly DiffPart[];
  /** Other facts in which it differs from the others, in words. */
  facts: readonly string[];
  number: number;
  /** Takes it out; absent where too few would be left. */
  onRemove: (() => void) | undefined;
}

/** One of the videos that are compared, with what sets it apart. */
export function ComparePane({ generation, video, prompt, facts, number, onRemove }: ComparePaneProps) {
  const t = useTranslations("compare");
  const ground = useThumbhash(video.thumbhash);
  const element = useRef<HTMLVideoElement>(null);
  useRenewedLink(element);
  const aspect = video.width && video.height ? video.width / video.height : aspectOf(generation.ratio);
  return (
    <article aria-label={t("pane", { number })} className="flex min-w-0 flex-col gap-2">
      <video
        ref={element}
        src={`/api/videos/${video.id}`}
        poster={`/api/videos/${video.id}/poster`}
        aria-label={t("video", { number })}
        muted
        playsInline
        preload="auto"
        style={{ ...ground, aspectRatio: aspect }}
        className="max-h-[min(62dvh,calc(100dvh-320px))] min-h-32 w-full rounded-card bg-gray-3 bg-cover bg-center object-contain"
      />
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="line-clamp-4 text-sm break-words" title={generation.prompt}>
            {prompt.map(({ text, shared }, place) =>
              shared ? (
                text
              ) : (
                <mark key={place} className="rounded-[3px] bg-accent-4 px-0.5 text-gray-12">
                  {text}
                </mark>
              ),
            )}
          </p>
          {facts.length > 0 ? <p className="mt-1 text-xs text-gray-11 tabular-nums">{facts.join(" · ")}</p> : null}
          <Link
            href={`/video/${video.id}`}
            className="mt-1 inline-flex min-h-6 items-center text-xs text-accent-11 underline underline-offset-2 pointer-coarse:min-h-10"
          >
            {t("open")}
          </Link>
        </div>
        {onRemove ? (
          <button
            type="button"
            aria-label={t("remove", { number })}
            title={t("remove", { number })}
            onClick={onRemove}
            className="flex size-8 shrink-0 items-center justify-center rounded-control text-gray-11 hover:bg-gray-4 hover:text-gray-12 pointer-coarse:size-10"
          >
            <X aria-hidden className="size-4" />
          </button>
        ) : null}
      </div>
    </article>
  );
}
