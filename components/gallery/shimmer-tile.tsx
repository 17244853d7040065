"use client";

import { useTranslations } from "next-intl";
import { TileFrame } from "#components/gallery/tile-frame";

/** A placeholder without words: another output that is expected of the same prompt. */
export function ShimmerTile() {
  const t = useTranslations("tile");
  return (
    <TileFrame label={t("running")}>
      <span aria-hidden className="absolute inset-0 animate-shimmer bg-linear-to-br from-gray-3 via-gray-5 to-gray-3" />
    </TileFrame>
  );
}
