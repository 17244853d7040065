"use client";

import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FocusEvent, useRef } from "react";
import { closeToast, type Toast, toastElementId } from "#lib/client/toast-store";

const LOOKS = {
  plain: { icon: Info, mark: "text-gray-11" },
  good: { icon: CircleCheck, mark: "text-good-text" },
  bad: { icon: CircleAlert, mark: "text-bad-text" },
};

/** Messages as they are drawn. Loaded apart: few pages show one. */
export function ToastList({ toasts }: { toasts: readonly Toast[] }) {
  const t = useTranslations("common");
  const cameFrom = useRef<HTMLElement | null>(null);
  const remember = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (currentTarget.closest("section")?.contains(relatedTarget)) return;
    cameFrom.current = relatedTarget instanceof HTMLElement ? relatedTarget : null;
  };
  const leave = (id: number) => {
    const back = cameFrom.current?.isConnected ? cameFrom.current : document.getElementById("content");
    back?.focus({ preventScroll: true });
    closeToast(id);
  };
  return toasts.map((toast) => {
    const { icon: Icon, mark } = LOOKS[toast.tone];
    if (toast.spokenOnly) {
      return (
        <p key={toast.id} className="sr-only">
          {toast.text}
        </p>
      );
    }
    return (
      <div
        key={toast.id}
        id={toastElementId(toast.id)}
        className="pointer-events-auto flex w-full max-w-96 animate-rise items-start gap-2.5 rounded-card border border-gray-7 bg-gray-3 py-2.5 pr-1.5 pl-3.5 text-sm shadow-float"
      >
        <Icon aria-hidden className={`mt-1.5 size-4 shrink-0 ${mark}`} />
        <p className="min-w-0 flex-1 py-1 break-words">
          {toast.text}
          {toast.link ? (
            <a
              href={toast.link.href}
              onFocus={remember}
              className="ml-2 font-medium text-accent-11 underline underline-offset-2"
            >
              {toast.link.label}
            </a>
          ) : null}
        </p>
        {toast.action ? (
          <button
            type="button"
            onFocus={remember}
            onClick={() => {
              leave(toast.id);
              toast.action?.run();
            }}
            className="h-8 shrink-0 rounded-control px-2 font-medium text-accent-11 hover:bg-gray-5 pointer-coarse:h-10"
          >
            {toast.action.label}
          </button>
        ) : null}
        <button
          type="button"
          aria-label={t("close")}
          onFocus={remember}
          onClick={() => leave(toast.id)}
          className="flex size-8 shrink-0 items-center justify-center rounded-control text-gray-11 hover:bg-gray-5 hover:text-gray-12 pointer-coarse:size-10"
        >
          <X aria-hidden className="size-4" />
        </button>
      </div>
    );
  });
}
