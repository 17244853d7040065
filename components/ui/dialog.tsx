"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";

const WIDTHS = { narrow: "md:max-w-[400px]", medium: "md:max-w-[520px]", wide: "md:max-w-[640px]" };

interface DialogProps {
  title: string;
  width?: keyof typeof WIDTHS;
  /** What stays in sight below what scrolls. */
  footer?: ReactNode;
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/**
 * Something to see to before the page goes on: in the middle of a large window, a sheet from the lower edge of
 * a small one. Open for as long as it is rendered; the native modal keeps the focus and gives it back. Escape,
 * its button and a press beside it close it. The title has the focus first, or what is marked `data-focus-first`.
 */
export function Dialog({ title, width = "medium", footer, onClose, onKeyDown, children }: DialogProps) {
  const t = useTranslations("common");
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    (shown?.querySelector<HTMLElement>("[data-focus-first]") ?? heading.current)?.focus();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // A second Escape closes it whatever we say. An effect that runs twice closes and opens it again.
      onClose={(event) => event.currentTarget.open || onClose()}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={`m-auto max-h-[min(760px,calc(100dvh-32px))] w-full max-w-full overflow-y-auto overscroll-contain rounded-card border border-gray-6 bg-gray-2 p-0 text-gray-12 shadow-float backdrop:bg-scrim open:animate-rise max-md:mb-0 max-md:rounded-b-none max-md:border-x-0 max-md:border-b-0 ${WIDTHS[width]}`}
    >
      <div className="sticky top-0 z-20 flex items-center justify-between gap-2 border-b border-gray-6 bg-gray-2 py-2 pr-2 pl-4">
        <h2
          ref={heading}
          id={titleId}
          tabIndex={-1}
          className="line-clamp-2 min-w-0 text-base font-semibold break-words outline-none"
        >
          {title}
        </h2>
        <button
          type="button"
          aria-label={t("close")}
          onClick={onClose}
          className="flex size-9 shrink-0 items-center justify-center rounded-control text-gray-11 hover:bg-gray-4 hover:text-gray-12 pointer-coarse:size-10"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
      <div className={`flex flex-col gap-4 p-4 ${footer ? "" : "pb-[calc(16px+env(safe-area-inset-bottom))]"}`}>
        {children}
      </div>
      {footer ? (
        <div className="sticky bottom-0 z-20 flex flex-wrap items-center justify-end gap-2 border-t border-gray-6 bg-gray-2 p-3 pb-[calc(12px+env(safe-area-inset-bottom))]">
          {footer}
        </div>
      ) : null}
    </dialog>
  );
}
