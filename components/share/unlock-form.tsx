"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { unlockShareAction } from "#app/s/share-actions";
import { Button } from "#components/ui/button";
import { PasswordField } from "#components/ui/password-field";
import { readField } from "#lib/client/credentials";
import type { FaultCode } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useHydrated } from "#lib/client/use-hydrated";

/** Asks a stranger for the password of a link. */
export function UnlockForm({ token }: { token: string }) {
  const t = useTranslations("shared");
  const router = useRouter();
  const sentence = useErrorSentence();
  const hydrated = useHydrated();
  const [fault, setFault] = useState<FaultCode | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setFault(null);
    setBusy(true);
    const password = readField(event.currentTarget, "password");
    const outcome = await runAction(() => unlockShareAction({ token, password }));
    setBusy(false);
    if (outcome.ok) router.refresh();
    else setFault(outcome.code);
  };
  return (
    <form noValidate method="post" onSubmit={submit} className="flex w-full max-w-80 flex-col gap-4 text-left">
      <PasswordField label={t("password")} name="password" autoComplete="off" error={fault ? sentence(fault) : null} />
      <Button type="submit" tone="primary" busy={busy} disabled={!hydrated}>
        {t("unlock")}
      </Button>
    </form>
  );
}
