"use client";

import { Star, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { STARS } from "#lib/domain/stars";

interface StarRatingProps {
  /** 1 to 5; null where there are no stars, or not the same for all. */
  rating: number | null;
  onRate: (rating: number | null) => void;
}

/** One to five stars, and none. The keys 1 to 5 do the same. */
export function StarRating({ rating, onRate }: StarRatingProps) {
  const t = useTranslations("organise");
  return (
    <fieldset className="flex items-center">
      <legend className="sr-only">{t("rating")}</legend>
      {STARS.map((stars) => (
        <button
          key={stars}
          type="button"
          aria-pressed={rating === stars}
          aria-label={t("stars", { count: stars })}
          aria-keyshortcuts={String(stars)}
          title={`${t("stars", { count: stars })} (${stars})`}
          onClick={() => onRate(rating === stars ? null : stars)}
          className="flex size-8 items-center justify-center rounded-control text-gray-11 hover:bg-gray-4 hover:text-gray-12 pointer-coarse:size-10"
        >
          <Star
            aria-hidden
            className={`size-4.5 ${rating !== null && stars <= rating ? "fill-gray-12 text-gray-12" : ""}`}
          />
        </button>
      ))}
      <button
        type="button"
        aria-label={t("noStars")}
        title={t("noStars")}
        onClick={() => onRate(null)}
        className="ml-1 flex size-8 items-center justify-center rounded-control text-gray-11 hover:bg-gray-4 hover:text-gray-12 pointer-coarse:size-10"
      >
        <X aria-hidden className="size-4" />
      </button>
    </fieldset>
  );
}
