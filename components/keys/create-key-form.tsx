"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { createKeyAction } from "#app/(studio)/settings/key-actions";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import type { FaultCode } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import type { ApiKeyView } from "#lib/contract/studio";
import { KEY_NAME_MAX_CHARACTERS } from "#lib/domain/plans";

interface CreateKeyFormProps {
  onMade: (key: { view: ApiKeyView; secret: string }) => void;
}

/** Names a new key. */
export function CreateKeyForm({ onMade }: CreateKeyFormProps) {
  const t = useTranslations("keys");
  const sentence = useErrorSentence();
  const [name, setName] = useState("");
  const [missing, setMissing] = useState(false);
  const [fault, setFault] = useState<FaultCode | null>(null);
  const [busy, setBusy] = useState(false);

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setFault(null);
    setMissing(name.trim() === "");
    if (name.trim() === "") return;
    setBusy(true);
    const outcome = await runAction(() => createKeyAction({ name }));
    setBusy(false);
    if (!outcome.ok) {
      setFault(outcome.code);
      return;
    }
    setName("");
    onMade(outcome.data);
  };

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex items-end gap-2 has-[[role=alert]]:items-center">
      <Field
        label={t("name")}
        name="key-name"
        autoComplete="off"
        placeholder={t("namePlaceholder")}
        maxLength={KEY_NAME_MAX_CHARACTERS}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={missing ? t("nameMissing") : fault ? sentence(fault) : null}
        className="min-w-0 flex-1"
      />
      <Button type="submit" tone="primary" size="large" busy={busy}>
        {t("create")}
      </Button>
    </form>
  );
}
