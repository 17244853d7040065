"use client";

import { Monitor } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { revokeSessionAction } from "#app/(studio)/settings/settings-actions";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/page-frame";
import { deviceOf } from "#lib/client/device-name";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { SessionView } from "#lib/contract/studio";

/** Every device that is signed in, each of which can be signed out. */
export function SessionsPanel({ sessions }: { sessions: readonly SessionView[] }) {
  const t = useTranslations("settings.sessions");
  const format = useFormatter();
  const now = useNow();
  const router = useRouter();
  const fault = useFaultToast();
  const [ending, setEnding] = useState<string | null>(null);

  const end = async (sessionId: string) => {
    setEnding(sessionId);
    const outcome = await runAction(() => revokeSessionAction({ sessionId }));
    setEnding(null);
    if (!outcome.ok) return fault(outcome.code);
    showToast({ tone: "good", text: t("ended") });
    router.refresh();
  };

  return (
    <Panel title={t("title")}>
      <ul className="-my-2 flex flex-col">
        {sessions.map((session) => {
          const device = deviceOf(session.userAgent);
          const name = device ? t("device", device) : t("unknownDevice");
          const seen = t("lastSeen", { when: format.relativeTime(new Date(session.lastSeenAt), now) });
          return (
            <li key={session.id} className="flex items-center gap-3 border-b border-gray-6 py-3 last:border-b-0">
              <Monitor aria-hidden className="size-4 shrink-0 text-gray-11" />
              <p className="min-w-0 flex-1">
                <span className="block truncate text-sm">{name}</span>
                <span className="block truncate text-xs text-gray-11">
                  {[session.address, session.current ? t("current") : seen].filter(Boolean).join(" · ")}
                </span>
              </p>
              {session.current ? null : (
                <Button
                  size="small"
                  aria-label={t("signOutNamed", { device: name })}
                  busy={ending === session.id}
                  onClick={() => end(session.id)}
                >
                  {t("signOut")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
