import type { ReactNode } from "react";

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
  return (
    <span className={`relative inline-flex min-w-0 items-center ${className}`}>
      {icon ? (
        <span aria-hidden className="pointer-events-none absolute left-2.5 text-gray-11 [&_svg]:size-4">
          {icon}
        </span>
      ) : null}
      <select
        aria-label={label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={`select h-9 w-full min-w-0 rounded-control border border-gray-7 bg-gray-2 text-sm text-gray-12 hover:bg-gray-4 pointer-coarse:h-10 ${icon ? "pl-8" : "pl-2.5"}`}
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
