"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from "react";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * Something to see to before the page goes on, open for as long as it is drawn. The native modal keeps the
 * focus and gives it back; Escape, its button and a press beside it close it.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useTranslations("common");
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
  }, []);
  const closeBeside = (event: MouseEvent) => {
    if (event.target === ref.current) ref.current?.close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal without code of ours.
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      onClick={closeBeside}
      className="m-auto max-h-[min(720px,calc(100dvh-32px))] w-[min(520px,calc(100vw-24px))] overflow-y-auto overscroll-contain rounded-card border border-gray-6 bg-gray-2 p-0 text-gray-12 shadow-float backdrop:bg-scrim open:animate-rise"
    >
      <div className="p-5">
        <div className="-mt-1.5 -mr-2 mb-3 flex items-center justify-between gap-3">
          <h2 id={titleId} className="min-w-0 truncate text-base font-semibold">
            {title}
          </h2>
          <button
            type="button"
            aria-label={t("close")}
            onClick={() => ref.current?.close()}
            className="flex size-9 shrink-0 items-center justify-center rounded-control text-gray-11 hover:bg-gray-4 hover:text-gray-12 pointer-coarse:size-10"
          >
            <X aria-hidden className="size-4" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
