"use client";

import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useSyncExternalStore } from "react";
import { currentToasts, serverToasts, subscribeToToasts } from "#lib/client/toast-store";

const load = () => import("#components/ui/toast-list").then(({ ToastList }) => ({ default: ToastList }));
const ToastList = lazy(load);

/** The messages at the edge of the window, read out as they come. */
export function Toaster() {
  const t = useTranslations("common");
  const toasts = useSyncExternalStore(subscribeToToasts, currentToasts, serverToasts);
  // One of them says that the network is gone: its looks must be here by then.
  useEffect(() => void load().catch(() => {}), []);
  return (
    <section
      aria-label={t("messages")}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 top-14 z-50 flex flex-col items-center gap-2 md:right-4 md:left-auto md:items-end"
    >
      <Suspense>{toasts.length > 0 ? <ToastList toasts={toasts} /> : null}</Suspense>
    </section>
  );
}
