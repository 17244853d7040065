import { X } from "lucide-react";
import type { ReactNode } from "react";

interface LabelChipProps {
  children: ReactNode;
  removeLabel: string;
  onRemove: () => void;
}

/** A tag or a collection that a video has, with the way to take it off. */
export function LabelChip({ children, removeLabel, onRemove }: LabelChipProps) {
  return (
    <li className="flex max-w-full items-stretch rounded-control bg-gray-4 text-xs">
      <span className="min-w-0 self-center truncate py-1 pl-2.5">{children}</span>
      <button
        type="button"
        aria-label={removeLabel}
        title={removeLabel}
        onClick={onRemove}
        className="flex w-7 shrink-0 items-center justify-center rounded-r-control text-gray-11 hover:text-gray-12 pointer-coarse:size-10"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </li>
  );
}
