"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef } from "react";

interface SheetProps {
  title: string;
  /** What stays in sight below what scrolls. */
  footer?: ReactNode;
  onClose: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  children: ReactNode;
}

/**
 * A modal for a piece of work: in the middle of a large window, from the lower edge of a small one. It is
 * open as long as it is rendered; the native dialog keeps the focus and gives it back. The title has it
 * first, or what is marked `data-focus-first`.
 */
export function Sheet({ title, footer, onClose, onKeyDown, children }: SheetProps) {
  const t = useTranslations("common");
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    shown?.querySelector<HTMLElement>("[data-focus-first]")?.focus();
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
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="m-auto max-h-[min(760px,calc(100dvh-32px))] w-[min(640px,calc(100vw-32px))] flex-col overflow-hidden rounded-card border border-gray-6 bg-gray-2 p-0 text-gray-12 shadow-float backdrop:bg-scrim open:flex open:animate-rise max-md:mb-0 max-md:w-full max-md:max-w-full max-md:rounded-b-none max-md:border-b-0"
    >
      <div className="flex items-center justify-between gap-2 border-b border-gray-6 py-2 pr-2 pl-4">
        <h2 id={titleId} tabIndex={-1} className="text-base font-semibold outline-none">
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
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto overscroll-contain p-4">{children}</div>
      {footer ? (
        <div className="flex flex-wrap items-center justify-end gap-2 border-t border-gray-6 p-3 pb-[calc(12px+env(safe-area-inset-bottom))]">
          {footer}
        </div>
      ) : null}
    </dialog>
  );
}
