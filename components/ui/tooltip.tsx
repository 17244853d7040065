import type { ReactNode } from "react";

const SIDES = {
  right: "left-full top-1/2 ml-2 -translate-y-1/2",
  top: "bottom-full left-1/2 mb-2 -translate-x-1/2",
  left: "right-0 bottom-full mb-2",
};

interface TooltipProps {
  text: string;
  side: keyof typeof SIDES;
  /** The control; it carries the same words as its accessible name. */
  children: ReactNode;
}

/** Words beside an icon on hover and keyboard focus. They repeat the control's name, so they are hidden from readers. */
export function Tooltip({ text, side, children }: TooltipProps) {
  return (
    <span className="group/tip relative inline-flex">
      {children}
      <span
        aria-hidden
        className={`pointer-events-none absolute z-50 w-max max-w-56 rounded-control bg-gray-12 px-2 py-1 text-xs text-gray-1 opacity-0 transition-opacity delay-0 group-hover/tip:opacity-100 group-hover/tip:delay-300 group-has-focus-visible/tip:opacity-100 pointer-coarse:hidden ${SIDES[side]}`}
      >
        {text}
      </span>
    </span>
  );
}
