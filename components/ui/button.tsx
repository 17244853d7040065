import type { ComponentProps } from "react";

type Tone = "primary" | "plain" | "quiet" | "danger";

const BASE =
  "inline-flex items-center justify-center gap-2 rounded-control font-medium whitespace-nowrap transition-colors select-none aria-disabled:cursor-not-allowed pointer-coarse:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0";

/** What can't be pressed now steps back, and its words stay readable: they tell the price. */
const OFF = "disabled:text-gray-11 aria-disabled:not-aria-busy:text-gray-11";

const TONES: Record<Tone, string> = {
  primary: `bg-accent-9 text-on-accent not-disabled:not-aria-disabled:hover:bg-accent-10 ${OFF} disabled:bg-gray-4 aria-disabled:not-aria-busy:bg-gray-4`,
  plain: `border border-gray-7 bg-gray-2 text-gray-12 not-disabled:not-aria-disabled:hover:bg-gray-4 ${OFF}`,
  quiet: `text-gray-11 not-disabled:not-aria-disabled:hover:bg-gray-4 not-disabled:not-aria-disabled:hover:text-gray-12 ${OFF}`,
  danger: `border border-bad-line bg-bad-wash text-bad-text not-disabled:not-aria-disabled:hover:border-bad-text ${OFF}`,
};

const SIZES = { small: "h-8 px-2.5 text-xs", normal: "h-9 px-3.5 text-sm", large: "h-10 px-4 text-sm" };

/** Classes of a button, for links that look like one. */
export function buttonClasses(tone: Tone = "plain", size: keyof typeof SIZES = "normal"): string {
  return `${BASE} ${TONES[tone]} ${SIZES[size]}`;
}

interface ButtonProps extends ComponentProps<"button"> {
  tone?: Tone;
  size?: keyof typeof SIZES;
  /** Something is under way: it can't be pressed again, and keeps its focus. */
  busy?: boolean;
}

/** A button. It says what it does and, where it spends, what it costs. */
export function Button({ tone = "plain", size = "normal", busy = false, className = "", ...props }: ButtonProps) {
  return (
    <button
      type="button"
      {...props}
      aria-busy={busy || undefined}
      aria-disabled={busy || props["aria-disabled"]}
      onClick={busy ? (event) => event.preventDefault() : props.onClick}
      className={`${buttonClasses(tone, size)} ${className}`}
    />
  );
}
