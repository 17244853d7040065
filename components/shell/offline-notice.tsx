"use client";

import { CloudOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";

function subscribe(listener: () => void): () => void {
  const abort = new AbortController();
  window.addEventListener("online", listener, { signal: abort.signal });
  window.addEventListener("offline", listener, { signal: abort.signal });
  return () => abort.abort();
}

/** Says that this page can't reach the server, for as long as that is so; it moves nothing. */
export function OfflineNotice({ reached }: { reached: boolean }) {
  const t = useTranslations("offline");
  const online = useSyncExternalStore(
    subscribe,
    () => navigator.onLine,
    () => true,
  );
  const text = online ? (reached ? null : t("server")) : t("network");
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-3 top-14 z-40 flex justify-center empty:hidden md:pl-14"
    >
      {text ? (
        <p className="flex animate-rise items-start gap-2 rounded-card border border-doubt-line bg-doubt-wash px-3.5 py-2 text-xs text-doubt-text shadow-float">
          <CloudOff aria-hidden className="mt-px size-4 shrink-0" />
          {text}
        </p>
      ) : null}
    </div>
  );
}
