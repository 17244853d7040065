"use client";

import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface PaletteItemProps {
  /** Names it among all items. */
  id: string;
  icon: LucideIcon;
  label: string;
  /** Other words by which it is found. */
  keywords?: string[];
  /** What is told besides, at the end of the line. */
  hint?: ReactNode;
  onChoose: () => void;
}

/** One line of the palette. */
export function PaletteItem({ id, icon: Icon, label, keywords = [], hint, onChoose }: PaletteItemProps) {
  return (
    <Command.Item
      value={id}
      keywords={[label, ...keywords]}
      onSelect={onChoose}
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-3 py-2 text-sm text-gray-12 data-[selected=true]:bg-gray-5"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-gray-11" />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {hint ? <span className="shrink-0 text-xs text-gray-11">{hint}</span> : null}
    </Command.Item>
  );
}

/** Items that belong together, under their name. */
export function PaletteGroup({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="py-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-gray-11"
    >
      {children}
    </Command.Group>
  );
}
