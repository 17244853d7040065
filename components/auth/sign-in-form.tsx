"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { signInAction } from "#app/(auth)/auth-actions";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Notice } from "#components/ui/notice";
import { PasswordField } from "#components/ui/password-field";
import { readCredentials } from "#lib/client/credentials";
import type { FaultCode } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useHydrated } from "#lib/client/use-hydrated";

/** Email and password. On success the browser loads the studio anew. */
export function SignInForm({ next }: { next: string | undefined }) {
  const t = useTranslations("auth");
  const sentence = useErrorSentence();
  const hydrated = useHydrated();
  const [missing, setMissing] = useState<{ email?: boolean; password?: boolean }>({});
  const [fault, setFault] = useState<FaultCode | null>(null);
  const [busy, setBusy] = useState(false);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const { email, password } = readCredentials(event.currentTarget);
    const gaps = { email: !email.includes("@"), password: password === "" };
    setMissing(gaps);
    setFault(null);
    if (gaps.email || gaps.password) return;
    setBusy(true);
    const outcome = await runAction(() => signInAction({ email, password, next }));
    if (outcome.ok) return window.location.assign(outcome.data.redirectTo);
    setBusy(false);
    setFault(outcome.code);
  };

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {fault ? (
        <Notice tone="bad" role="alert">
          {sentence(fault)}
        </Notice>
      ) : null}
      <Field
        label={t("email")}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
        autoFocus
        required
        error={missing.email ? t("emailMissing") : null}
      />
      <PasswordField
        label={t("password")}
        name="password"
        autoComplete="current-password"
        required
        error={missing.password ? t("passwordMissing") : null}
      />
      <Button type="submit" tone="primary" size="large" busy={busy} disabled={!hydrated} className="mt-1 w-full">
        {t("signIn")}
      </Button>
    </form>
  );
}
