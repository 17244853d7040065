import type { CSSProperties } from "react";
import { OWN_ROW_ASPECT, type RowHeights } from "#lib/client/gallery-layout";

type SlotStyle = CSSProperties & { "--aspect": number; "--total"?: number; "--tiles"?: number };

/**
 * Places a tile in flowing rows: its width divided by its height, and of its group how wide all tiles are
 * together for their height, and how many they are.
 */
export function slotStyle(aspect: number, groupTotal?: number, groupTiles?: number): SlotStyle {
  return { "--aspect": aspect, "--total": groupTotal, "--tiles": groupTiles };
}

type RowsStyle = CSSProperties & Record<`--row-${keyof RowHeights | "ownAspect"}`, string | number>;

/** Gives flowing rows their heights; the rule is in the style sheet, the same as in `layoutGallery`. */
export function rowsStyle({ phone, middle, wide, ownRows }: RowHeights): RowsStyle {
  return {
    "--row-phone": `${phone}px`,
    "--row-middle": `${middle}px`,
    "--row-wide": `${wide}px`,
    "--row-ownRows": ownRows ? "9999px" : "0px",
    "--row-ownAspect": OWN_ROW_ASPECT,
  };
}
