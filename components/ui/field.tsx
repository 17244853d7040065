"use client";

import { CircleAlert } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";

/** Classes of a one-line input. */
const INPUT =
  "h-10 w-full rounded-control border border-gray-8 bg-gray-1 px-3 text-base text-gray-12 md:text-sm aria-invalid:border-bad-text";

interface FieldProps extends Omit<ComponentProps<"input">, "id"> {
  label: string;
  /** A sentence below the input. */
  hint?: ReactNode;
  /** What is wrong with it; told together with the input. */
  error?: string | null;
  /** A control at the end of the input, for example to show a password. */
  trailing?: ReactNode;
}

/** One labelled input with its hint and its error. */
export function Field({ label, hint, error, trailing, className = "", ...props }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={`flex flex-col gap-1.5 ${className}`}>
      <label htmlFor={id} className="text-xs font-medium text-gray-12">
        {label}
      </label>
      <div className="relative">
        <input
          {...props}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          className={`${INPUT} ${trailing ? "pr-11" : ""}`}
        />
        {trailing ? (
          <div className="absolute inset-y-0 right-0 flex w-10 items-center justify-center">{trailing}</div>
        ) : null}
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="text-xs text-gray-11">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="flex items-start gap-1.5 text-xs text-bad-text">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      ) : null}
    </div>
  );
}
