import { ROW_HEIGHTS } from "#lib/client/gallery-layout";
import { rowsStyle, slotStyle } from "#lib/client/gallery-style";

const ASPECTS = [1.5, 1, 0.67, 1.78, 1, 1.5, 0.56, 1];

/** The gallery before its videos are known. */
export function TileSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={label} className="@container">
      <div className="rows" style={rowsStyle(ROW_HEIGHTS.regular)}>
        {ASPECTS.map((aspect, index) => (
          <span key={index} style={slotStyle(aspect)} className="slot animate-shimmer rounded-control bg-gray-4" />
        ))}
      </div>
    </div>
  );
}
