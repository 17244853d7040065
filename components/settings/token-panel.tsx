"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { deleteTokenAction, resumeConnectionAction, testTokenAction } from "#app/(studio)/settings/settings-actions";
import { TokenForm } from "#components/settings/token-form";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Notice } from "#components/ui/notice";
import { Panel } from "#components/ui/page-frame";
import type { FaultCode } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { ConnectionView } from "#lib/contract/studio";

type TestResult = "none" | "testing" | "accepted" | FaultCode;
type Pending = "none" | "deleting" | "resuming";

/** The GrokImagine token of the account: save, replace, test, delete, and resume where it is paused. */
export function TokenPanel({ connection }: { connection: ConnectionView | null }) {
  const t = useTranslations("settings.connection");
  return (
    <Panel title={t("title")} text={t("text")}>
      {connection ? (
        <SavedToken key={connection.id} connection={connection} />
      ) : (
        <TokenForm replacing={false} onSaved={() => {}} />
      )}
    </Panel>
  );
}

function SavedToken({ connection }: { connection: ConnectionView }) {
  const t = useTranslations("settings.connection");
  const composer = useTranslations("composer");
  const format = useFormatter();
  const now = useNow();
  const router = useRouter();
  const sentence = useErrorSentence();
  const fault = useFaultToast();
  // One that can't be used any more is asked for at once.
  const [replacing, setReplacing] = useState(!connection.usable);
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState<Pending>("none");
  const [test, setTest] = useState<TestResult>("none");

  const runTest = async () => {
    setTest("testing");
    const outcome = await runAction(() => testTokenAction({ connectionId: connection.id }));
    setTest(outcome.ok ? "accepted" : outcome.code);
  };
  const remove = async () => {
    setPending("deleting");
    const outcome = await runAction(() => deleteTokenAction({ connectionId: connection.id }));
    setPending("none");
    setAsking(false);
    if (!outcome.ok) return fault(outcome.code);
    showToast({ tone: "good", text: t("deleted") });
    router.refresh();
  };
  const resume = async () => {
    setPending("resuming");
    const outcome = await runAction(() => resumeConnectionAction({ connectionId: connection.id }));
    setPending("none");
    if (!outcome.ok) return fault(outcome.code);
    showToast({ tone: "good", text: t("resumed") });
    router.refresh();
  };

  return (
    <>
      {connection.pausedReason ? (
        <Notice
          tone="doubt"
          action={
            <Button size="small" busy={pending === "resuming"} onClick={resume}>
              {t("resume")}
            </Button>
          }
        >
          {composer(`paused.${connection.pausedReason}`)}
        </Notice>
      ) : null}
      {connection.usable ? null : <Notice tone="doubt">{t("unusable")}</Notice>}
      {replacing ? (
        <TokenForm
          replacing
          onSaved={() => {
            setReplacing(false);
            setTest("none");
          }}
          onCancel={() => setReplacing(false)}
        />
      ) : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <p className="min-w-0 flex-1">
            <span className="sr-only">{t("saved")}: </span>
            <span className="text-sm whitespace-nowrap tabular-nums">••••{connection.tokenLast4}</span>
            <span className="block text-xs text-gray-11">
              {connection.lastUsedAt
                ? t("lastUsed", { when: format.relativeTime(new Date(connection.lastUsedAt), now) })
                : t("neverUsed")}
            </span>
          </p>
          <div className="flex flex-wrap gap-2">
            <Button busy={test === "testing"} onClick={runTest}>
              {test === "testing" ? t("testing") : t("test")}
            </Button>
            <Button onClick={() => setReplacing(true)}>{t("replace")}</Button>
            <Button tone="danger" onClick={() => setAsking(true)}>
              {t("delete")}
            </Button>
          </div>
        </div>
      )}
      {test === "none" || test === "testing" ? null : (
        <Notice tone={test === "accepted" ? "good" : "bad"} role="status">
          {test === "accepted" ? t("accepted") : sentence(test)}
        </Notice>
      )}
      <ConfirmDialog
        open={asking}
        title={t("deleteTitle")}
        confirmLabel={t("deleteConfirm")}
        busy={pending === "deleting"}
        onConfirm={remove}
        onClose={() => setAsking(false)}
      >
        {t("deleteText")}
      </ConfirmDialog>
    </>
  );
}
