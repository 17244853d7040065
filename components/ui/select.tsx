"use client";

import { type ReactNode, useEffectEvent, useLayoutEffect, useRef } from "react";

interface SelectProps<Value extends string> {
  /** Name for screen readers; the chosen option says the rest. */
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  icon?: ReactNode;
  className?: string;
}

/** A native select in the look of the other controls. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  icon,
  className = "",
}: SelectProps<Value>) {
  const select = useRef<HTMLSelectElement>(null);
  const choose = (chosen: string | undefined) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option && option.value !== value) onChange(option.value);
  };
  // What was chosen before the page came alive counts.
  const adopt = useEffectEvent(() => choose(select.current?.value));
  useLayoutEffect(() => adopt(), []);
  return (
    <span className={`relative inline-flex min-w-0 items-center ${className}`}>
      {icon ? (
        <span
          aria-hidden
          className="pointer-events-none absolute left-2.5 text-gray-11 md:max-lg:hidden [&_svg]:size-4"
        >
          {icon}
        </span>
      ) : null}
      <select
        ref={select}
        aria-label={label}
        value={value}
        onChange={(event) => choose(event.target.value)}
        className={`select h-9 w-full min-w-0 rounded-control border border-gray-7 bg-gray-2 text-sm text-gray-12 hover:bg-gray-4 pointer-coarse:h-10 pl-2.5 ${icon ? "max-md:pl-8 lg:pl-8" : ""}`}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
