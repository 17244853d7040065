"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { saveTokenAction } from "#app/(studio)/settings/settings-actions";
import { Button } from "#components/ui/button";
import { PasswordField } from "#components/ui/password-field";
import { readField } from "#lib/client/credentials";
import type { FaultCode } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useHydrated } from "#lib/client/use-hydrated";

interface TokenFormProps {
  /** Another token is saved already and will be replaced. */
  replacing: boolean;
  onSaved: () => void;
  onCancel?: () => void;
}

/** Takes an API token. It goes to the server once and never comes back. */
export function TokenForm({ replacing, onSaved, onCancel }: TokenFormProps) {
  const t = useTranslations("settings.connection");
  const common = useTranslations("common");
  const toast = useTranslations("toast");
  const router = useRouter();
  const sentence = useErrorSentence();
  const hydrated = useHydrated();
  const [missing, setMissing] = useState(false);
  const [fault, setFault] = useState<FaultCode | null>(null);
  const [busy, setBusy] = useState(false);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const token = readField(form, "token").trim();
    setFault(null);
    setMissing(token === "");
    if (token === "") return;
    setBusy(true);
    const outcome = await runAction(() => saveTokenAction({ token }));
    setBusy(false);
    if (!outcome.ok) {
      setFault(outcome.code);
      return;
    }
    form.reset();
    showToast({ tone: "good", text: toast("saved") });
    onSaved();
    router.refresh();
  };

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-3">
      <PasswordField
        label={t("token")}
        name="token"
        autoComplete="off"
        error={missing ? t("tokenMissing") : fault ? sentence(fault) : null}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" busy={busy} disabled={!hydrated}>
          {replacing ? t("replaceSave") : t("save")}
        </Button>
        {onCancel ? <Button onClick={onCancel}>{common("cancel")}</Button> : null}
      </div>
    </form>
  );
}
