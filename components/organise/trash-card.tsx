"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useBytes } from "#lib/client/use-bytes";
import { useThumbhash } from "#lib/client/use-thumbhash";
import type { TrashItem } from "#lib/contract/organise";
import { aspectOf } from "#lib/domain/ratios";
import { daysLeft } from "#lib/domain/trash";

interface TrashCardProps {
  item: TrashItem;
  nowMs: number;
  chosen: boolean;
  onToggle: () => void;
}

/** Something that was thrown away: what it was, how long it stays, and a check to choose it by. */
export function TrashCard({ item, nowMs, chosen, onToggle }: TrashCardProps) {
  const t = useTranslations("organise.trash");
  const bytes = useBytes();
  const ground = useThumbhash(item.thumbhash);
  const days = daysLeft(Date.parse(item.deletedAt), nowMs);
  const isWide = (item.width && item.height ? item.width / item.height : aspectOf(item.ratio)) >= 1;
  return (
    <li>
      <label className="relative flex cursor-pointer flex-col gap-1.5 rounded-control has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-9">
        <span
          style={ground}
          className="relative block aspect-square overflow-hidden rounded-control bg-gray-3 bg-cover bg-center"
        >
          {item.hasPoster ? (
            <img
              src={`/api/videos/${item.id}/poster`}
              alt=""
              loading="lazy"
              decoding="async"
              className={`size-full ${isWide ? "object-cover" : "object-contain"}`}
            />
          ) : (
            <span className="flex size-full items-center justify-center text-gray-11">
              <TriangleAlert aria-hidden className="size-5" />
            </span>
          )}
          {chosen ? <span className="absolute inset-0 rounded-control border-3 border-accent-9 bg-scrim" /> : null}
        </span>
        <input
          type="checkbox"
          checked={chosen}
          onChange={onToggle}
          aria-label={t("choose", { prompt: item.prompt.slice(0, 80) })}
          className="absolute top-2 left-2 size-5 accent-accent-9"
        />
        <span className="line-clamp-2 text-xs break-words">{item.prompt}</span>
        <span className="text-xs text-gray-11 tabular-nums">
          {t("daysLeft", { count: days })}
          {item.sizeBytes ? ` · ${bytes(item.sizeBytes)}` : null}
        </span>
      </label>
    </li>
  );
}
