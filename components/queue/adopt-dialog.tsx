"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { adoptTaskAction } from "#app/(studio)/generation-actions";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Notice } from "#components/ui/notice";
import { Select } from "#components/ui/select";
import { readField } from "#lib/client/credentials";
import { takeViews } from "#lib/client/facts-cache";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import type { GenerationView } from "#lib/contract/studio";
import type { ConnectionKind } from "#lib/domain/credits";

interface AdoptDialogProps {
  /** Which connections the task may be of; tokens first. */
  connections: readonly { id: string; kind: ConnectionKind }[];
  /** The generation in doubt that it is the task of, where it is one. */
  generationId?: string;
  onClose: () => void;
}

/**
 * Asks for the id of a task that was made elsewhere, and takes it into the library once the provider has
 * said that it knows it.
 */
export function AdoptDialog({ connections, generationId, onClose }: AdoptDialogProps) {
  const t = useTranslations("adopt");
  const common = useTranslations("common");
  const client = useQueryClient();
  const router = useRouter();
  const sentence = useErrorSentence();
  const nameOf = useConnectionName();
  const [connectionId, setConnectionId] = useState(connections[0]?.id ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [known, setKnown] = useState<GenerationView | null>(null);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const taskId = readField(event.currentTarget, "taskId").trim();
    setKnown(null);
    setError(taskId === "" ? t("missing") : null);
    if (taskId === "") return;
    setBusy(true);
    const outcome = await runAction(() =>
      adoptTaskAction({ connectionId, taskId, generationId: generationId ?? null }),
    );
    setBusy(false);
    if (!outcome.ok) return setError(sentence(outcome.code));
    const { generation } = outcome.data;
    takeViews(client, [generation]);
    if (outcome.data.known) return setKnown(generation);
    showToast({ tone: "good", text: t("added") });
    onClose();
    router.refresh();
  };

  const [video] = known?.videos ?? [];
  return (
    <Dialog title={t(generationId ? "titleOfDoubt" : "title")} onClose={onClose}>
      <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
        <p className="text-sm text-gray-11">{t(generationId ? "textOfDoubt" : "text")}</p>
        {connections.length > 1 ? (
          <Select
            label={t("connection")}
            value={connectionId}
            options={connections.map((connection) => ({ value: connection.id, label: nameOf(connection) }))}
            onChange={setConnectionId}
          />
        ) : null}
        <Field
          label={t("taskId")}
          name="taskId"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={200}
          placeholder="task_123456789"
          error={error}
        />
        {known ? (
          <Notice tone="good" role="status">
            {t("known")}{" "}
            {video ? (
              <Link href={`/video/${video.id}`} className="font-medium underline">
                {t("show")}
              </Link>
            ) : null}
          </Notice>
        ) : null}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {busy ? t("asking") : t("add")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
