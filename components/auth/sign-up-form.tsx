"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { signUpAction } from "#app/(auth)/auth-actions";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Notice } from "#components/ui/notice";
import { PasswordField } from "#components/ui/password-field";
import { readCredentials } from "#lib/client/credentials";
import type { FaultCode } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useHydrated } from "#lib/client/use-hydrated";
import { PASSWORD_MIN_CHARACTERS } from "#lib/domain/passwords";

interface SignUpFormProps {
  next: string | undefined;
  needsCode: boolean;
  /** An invite code that came with the link. */
  code: string | undefined;
}

/** A new account. Faults stand at the field that they are about, where there is one. */
export function SignUpForm({ next, needsCode, code: invited }: SignUpFormProps) {
  const t = useTranslations("auth");
  const sentence = useErrorSentence();
  const hydrated = useHydrated();
  const [gaps, setGaps] = useState<{ email?: boolean; password?: boolean; code?: boolean }>({});
  const [fault, setFault] = useState<FaultCode | null>(null);
  const [busy, setBusy] = useState(false);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const { email, password, code } = readCredentials(event.currentTarget);
    const found = {
      email: !email.includes("@"),
      password: password.length < PASSWORD_MIN_CHARACTERS,
      code: needsCode && code === "",
    };
    setGaps(found);
    setFault(null);
    if (found.email || found.password || found.code) return;
    setBusy(true);
    const outcome = await runAction(() => signUpAction({ email, password, code: code || undefined, next }));
    if (outcome.ok) return window.location.assign(outcome.data.redirectTo);
    setBusy(false);
    setFault(outcome.code);
  };
  const atEmail = fault === "EMAIL_TAKEN";
  const atCode = fault === "SIGNUP_CODE_INVALID";

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      {fault && !atEmail && !(atCode && needsCode) ? (
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
        error={gaps.email ? t("emailMissing") : atEmail ? sentence("EMAIL_TAKEN") : null}
      />
      <PasswordField
        label={t("password")}
        name="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN_CHARACTERS}
        hint={t("newPasswordHint")}
        error={gaps.password ? t("passwordShort") : null}
      />
      {needsCode ? (
        <Field
          label={t("code")}
          name="code"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          defaultValue={invited}
          required
          hint={t("codeHint")}
          error={gaps.code ? t("codeMissing") : atCode ? sentence("SIGNUP_CODE_INVALID") : null}
        />
      ) : null}
      <Button type="submit" tone="primary" size="large" busy={busy} disabled={!hydrated} className="mt-1 w-full">
        {t("signUp")}
      </Button>
    </form>
  );
}
