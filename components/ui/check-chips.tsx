"use client";

import type { ReactNode } from "react";

interface CheckChipsProps<Value extends string> {
  label: string;
  chosen: readonly Value[];
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  onToggle: (value: Value) => void;
}

/** Options of which any may be on: native checkboxes under their name, in the look of chips. */
export function CheckChips<Value extends string>({ label, chosen, options, onToggle }: CheckChipsProps<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="pb-1.5 text-xs font-medium text-gray-11">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative inline-flex h-8 items-center gap-1.5 rounded-control border border-gray-7 px-2.5 text-xs text-gray-11 transition-colors hover:text-gray-12 has-checked:border-accent-8 has-checked:bg-accent-3 has-checked:text-gray-12 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-9 pointer-coarse:h-10"
          >
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={() => onToggle(option.value)}
              className="absolute inset-0 cursor-pointer appearance-none opacity-0"
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
