"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { cancelWaitingAction } from "#app/(studio)/queue/queue-actions";
import { BatchGroup } from "#components/queue/batch-group";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { LoadMore } from "#components/ui/load-more";
import { Panel } from "#components/ui/page-frame";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { QueueBatch, QueueConnection } from "#lib/contract/queue";

/** So many batches are drawn at first, and more as the end comes near. */
const STEP = 30;

interface MovingPanelProps {
  connections: readonly QueueConnection[];
  batches: readonly QueueBatch[];
}

/** What waits, runs or is being kept, by batch; one, a batch or all that waits can be cancelled. */
export function MovingPanel({ connections, batches }: MovingPanelProps) {
  const t = useTranslations("queue");
  const router = useRouter();
  const fault = useFaultToast();
  const panel = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(STEP);
  /** What is asked about: a batch, all (null), or nothing (undefined). */
  const [asked, ask] = useState<QueueBatch | null | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const waiting = connections.reduce((sum, connection) => sum + connection.waiting, 0);
  const sent = connections.reduce((sum, connection) => sum + connection.sent, 0);
  const saving = batches.reduce((sum, batch) => sum + batch.saving, 0);

  const cancel = async () => {
    setBusy(true);
    const outcome = await runAction(() => cancelWaitingAction({ batchId: asked?.id ?? null }));
    setBusy(false);
    ask(undefined);
    panel.current?.focus({ preventScroll: true });
    if (!outcome.ok) return fault(outcome.code);
    showToast({ tone: "good", text: t("cancelledCount", { count: outcome.data.cancelled }) });
    router.refresh();
  };

  const summary = [t("waitingCount", { count: waiting }), t("sentCount", { count: sent })];
  if (saving > 0) summary.push(t("savingCount", { count: saving }));
  return (
    <div ref={panel} tabIndex={-1} className="outline-none">
      <Panel title={t("moving")} text={batches.length > 0 ? summary.join(" · ") : t("movingNone")}>
        {waiting > 1 ? (
          <Button size="small" className="self-start" onClick={() => ask(null)}>
            {t("cancelAll", { count: waiting })}
          </Button>
        ) : null}
        {batches.length > 0 ? (
          <ul aria-label={t("moving")} className="flex flex-col divide-y divide-gray-6">
            {batches.slice(0, shown).map((batch) => (
              <BatchGroup
                key={batch.id}
                batch={batch}
                connections={connections}
                onCancelWaiting={() => ask(batch)}
                onGone={() => panel.current?.focus({ preventScroll: true })}
              />
            ))}
          </ul>
        ) : null}
        {batches.length > shown ? (
          <LoadMore key={shown} loading={false} failed={false} onLoad={() => setShown(shown + STEP)} />
        ) : null}
      </Panel>
      <ConfirmDialog
        open={asked !== undefined}
        title={t("cancelTitle", { count: asked ? asked.waiting : waiting })}
        confirmLabel={t("cancelConfirm")}
        busy={busy}
        onConfirm={cancel}
        onClose={() => ask(undefined)}
      >
        {t("cancelText")}
      </ConfirmDialog>
    </div>
  );
}
