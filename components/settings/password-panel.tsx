"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { changePasswordAction } from "#app/(studio)/settings/settings-actions";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/page-frame";
import { PasswordField } from "#components/ui/password-field";
import { readField } from "#lib/client/credentials";
import type { FaultCode } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useHydrated } from "#lib/client/use-hydrated";
import { PASSWORD_MIN_CHARACTERS } from "#lib/domain/passwords";

/** Changes the password, which signs out the other devices. */
export function PasswordPanel() {
  const t = useTranslations("settings.password");
  const auth = useTranslations("auth");
  const router = useRouter();
  const sentence = useErrorSentence();
  const hydrated = useHydrated();
  const [gaps, setGaps] = useState<{ current?: boolean; next?: boolean }>({});
  const [fault, setFault] = useState<FaultCode | null>(null);
  const [busy, setBusy] = useState(false);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    const current = readField(form, "current-password");
    const next = readField(form, "new-password");
    const found = { current: current === "", next: next.length < PASSWORD_MIN_CHARACTERS };
    setGaps(found);
    setFault(null);
    if (found.current || found.next) return;
    setBusy(true);
    const outcome = await runAction(() => changePasswordAction({ currentPassword: current, newPassword: next }));
    setBusy(false);
    if (!outcome.ok) {
      setFault(outcome.code);
      return;
    }
    form.reset();
    showToast({ tone: "good", text: t("changed") });
    router.refresh();
  };
  const currentError = gaps.current ? auth("passwordMissing") : fault ? sentence(fault) : null;

  return (
    <Panel title={t("title")}>
      <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-3">
        <PasswordField
          label={t("current")}
          name="current-password"
          autoComplete="current-password"
          error={currentError}
        />
        <PasswordField
          label={t("next")}
          name="new-password"
          autoComplete="new-password"
          hint={auth("newPasswordHint")}
          error={gaps.next ? auth("passwordShort") : null}
        />
        <Button type="submit" busy={busy} disabled={!hydrated} className="self-start">
          {t("save")}
        </Button>
      </form>
    </Panel>
  );
}
