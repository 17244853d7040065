"use client";

import { CirclePause, Clock, Pause, Play, Radio } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { pauseConnectionAction } from "#app/(studio)/queue/queue-actions";
import { resumeConnectionAction } from "#app/(studio)/settings/settings-actions";
import { Button } from "#components/ui/button";
import { runAction } from "#lib/client/run-action";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { QueueConnection } from "#lib/contract/queue";

/** How a connection stands: sending, paused by whom, or asked by its provider to wait. */
function ConnectionState({ connection }: { connection: QueueConnection }) {
  const t = useTranslations("queue");
  const tile = useTranslations("tile");
  const format = useFormatter();
  const now = useNow({ updateInterval: 1_000 });
  const { pausedReason, limitedUntil } = connection;
  if (pausedReason) {
    return (
      <span className="text-doubt-text">
        <CirclePause aria-hidden className="mr-1.5 inline size-3.5 align-[-2px]" />
        {tile(`pausedReason.${pausedReason}`)}{" "}
        {pausedReason === "token_refused" || pausedReason === "out_of_credits" ? (
          <Link href="/settings" className="font-medium underline underline-offset-2">
            {tile("openSettings")}
          </Link>
        ) : null}
      </span>
    );
  }
  if (limitedUntil && Date.parse(limitedUntil) > now.getTime()) {
    return (
      <span className="text-doubt-text">
        <Clock aria-hidden className="mr-1.5 inline size-3.5 align-[-2px]" />
        {t("limitedUntil", { when: format.dateTime(new Date(limitedUntil), { timeStyle: "medium" }) })}
      </span>
    );
  }
  return (
    <span className="text-gray-11">
      <Radio aria-hidden className="mr-1.5 inline size-3.5 align-[-2px]" />
      {t("sending")}
    </span>
  );
}

/** One connection: how it stands, what it has to do, and the switch that stops or starts sending. */
export function ConnectionLine({ connection }: { connection: QueueConnection }) {
  const t = useTranslations("queue");
  const nameOf = useConnectionName();
  const router = useRouter();
  const fault = useFaultToast();
  const [busy, setBusy] = useState(false);
  const name = nameOf({ kind: connection.kind });
  const { id: connectionId, pausedReason, waiting, sent } = connection;
  const run = async () => {
    setBusy(true);
    const outcome = await runAction(() =>
      pausedReason ? resumeConnectionAction({ connectionId }) : pauseConnectionAction({ connectionId }),
    );
    setBusy(false);
    if (outcome.ok) router.refresh();
    else fault(outcome.code);
  };
  const Icon = pausedReason ? Play : Pause;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-52">
        <p className="text-sm font-medium">{name}</p>
        <p className="mt-1 text-xs tabular-nums" aria-live="polite">
          <ConnectionState connection={connection} />
        </p>
      </div>
      <p className="text-xs text-gray-11 tabular-nums">
        {t("waitingCount", { count: waiting })} · {t("sentCount", { count: sent })}
      </p>
      <Button
        size="small"
        busy={busy}
        onClick={run}
        aria-label={t(pausedReason ? "resumeNamed" : "pauseNamed", { name })}
        className="min-w-24"
      >
        <Icon aria-hidden />
        {t(pausedReason ? "resume" : "pause")}
      </Button>
    </li>
  );
}
