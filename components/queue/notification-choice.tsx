"use client";

import { Bell, BellOff, BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { type NotificationState, notificationState } from "#lib/client/notifications";
import { useHydrated } from "#lib/client/use-hydrated";

/** Asks, when somebody wants it, whether the end of a batch may be told by a notification; says how that stands. */
export function NotificationChoice() {
  const t = useTranslations("news");
  const hydrated = useHydrated();
  const [answered, setAnswered] = useState<NotificationState | null>(null);
  const state = answered ?? (hydrated ? notificationState() : "unsupported");
  if (state === "unsupported") return null;
  if (state === "ask") {
    return (
      <Button
        size="small"
        onClick={async () => {
          await Notification.requestPermission();
          setAnswered(notificationState());
        }}
      >
        <Bell aria-hidden />
        {t("ask")}
      </Button>
    );
  }
  const Icon = state === "allowed" ? BellRing : BellOff;
  return (
    <p className="flex items-start gap-1.5 text-xs text-gray-11">
      <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      {t(state)}
    </p>
  );
}
