import { useTranslations } from "next-intl";
import { ROW_HEIGHTS } from "#lib/client/gallery-layout";
import { rowsStyle, slotStyle } from "#lib/client/gallery-style";

const ASPECTS = [1.5, 1, 0.67, 1.78, 1, 1.5, 0.56, 1];

/** The gallery before its videos are known. */
export default function Loading() {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")} className="px-1 pt-12 md:px-3">
      <div className="rows" style={rowsStyle(ROW_HEIGHTS.regular)}>
        {ASPECTS.map((aspect, index) => (
          <span key={index} style={slotStyle(aspect)} className="slot animate-shimmer rounded-control bg-gray-4" />
        ))}
      </div>
    </div>
  );
}
