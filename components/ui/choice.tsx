"use client";

import { type ReactNode, useEffectEvent, useId, useLayoutEffect, useRef } from "react";

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; content: ReactNode; title?: string }[];
  onChange: (value: Value) => void;
  className?: string;
}

/** A few options side by side, of which one is on: a group of native radio buttons. */
export function Choice<Value extends string>({ label, value, options, onChange, className = "" }: ChoiceProps<Value>) {
  const name = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  // What was chosen before the page came alive counts.
  const adopt = useEffectEvent(() => {
    const chosen = group.current?.querySelector<HTMLInputElement>("input:checked")?.value;
    const option = options.find((candidate) => candidate.value === chosen);
    if (option && option.value !== value) onChange(option.value);
  });
  useLayoutEffect(() => adopt(), []);
  return (
    <fieldset ref={group} className={`inline-flex rounded-control border border-gray-7 bg-gray-2 p-0.5 ${className}`}>
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          title={option.title}
          className="relative flex h-[30px] flex-1 items-center justify-center rounded-[4px] px-2 text-sm text-gray-11 transition-colors hover:text-gray-12 has-checked:bg-gray-5 has-checked:text-gray-12 has-focus-visible:outline-2 has-focus-visible:outline-accent-9 pointer-coarse:h-10 pointer-coarse:min-w-10"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            aria-label={option.label}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 cursor-pointer appearance-none opacity-0"
          />
          {option.content}
        </label>
      ))}
    </fieldset>
  );
}
