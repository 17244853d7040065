import { useTranslations } from "next-intl";
import { TileSkeleton } from "#components/gallery/tile-skeleton";

/** The gallery before its videos are known. */
export default function Loading() {
  const t = useTranslations("common");
  return (
    <div className="px-1 pt-12 md:px-3">
      <TileSkeleton label={t("loading")} />
    </div>
  );
}
