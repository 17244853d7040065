"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useThumbhash } from "#lib/client/use-thumbhash";
import type { VideoView } from "#lib/contract/studio";

function Take({ take, current, aspect }: { take: VideoView; current: boolean; aspect: number }) {
  const t = useTranslations("video");
  const ground = useThumbhash(take.thumbhash);
  return (
    <Link
      href={`/video/${take.id}`}
      replace
      aria-label={t("take", { number: take.number })}
      aria-current={current ? "page" : undefined}
      style={{ ...ground, aspectRatio: aspect }}
      className="relative h-20 overflow-hidden rounded-control bg-gray-4 bg-cover aria-[current=page]:outline-2 aria-[current=page]:outline-offset-2 aria-[current=page]:outline-gray-11"
    >
      {take.archiveState === "ready" ? (
        <img src={`/api/videos/${take.id}/poster`} alt="" className="size-full object-cover" />
      ) : (
        <span className="flex size-full items-center justify-center text-xs text-gray-11">{take.number}</span>
      )}
    </Link>
  );
}

interface TakesProps {
  takes: readonly VideoView[];
  currentId: string;
  aspect: number;
}

/** The other videos of the same task. */
export function Takes({ takes, currentId, aspect }: TakesProps) {
  const t = useTranslations("video");
  return (
    <nav aria-label={t("takes")} className="flex flex-wrap justify-center gap-2">
      {takes.map((take) => (
        <Take key={take.id} take={take} current={take.id === currentId} aspect={aspect} />
      ))}
    </nav>
  );
}
