"use client";

import { CircleUserRound, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { signOutAction } from "#app/(auth)/auth-actions";
import { LanguageChoice } from "#components/shell/language-choice";
import { ThemeChoice } from "#components/shell/theme-choice";
import { Button } from "#components/ui/button";
import { runAction } from "#lib/client/run-action";
import { useFaultToast } from "#lib/client/use-fault-toast";

const PANEL_ID = "account-panel";

/** Opens the account panel; the browser closes it again on Escape or a click elsewhere. */
export function AccountButton({ email, label }: { email: string; label?: string }) {
  const t = useTranslations("nav");
  return (
    <button
      type="button"
      popoverTarget={PANEL_ID}
      aria-label={t("accountOf", { email })}
      className={
        label
          ? "flex min-w-14 flex-col items-center justify-center gap-0.5 text-gray-11"
          : "flex size-10 items-center justify-center rounded-control text-gray-11 hover:bg-gray-4 hover:text-gray-12"
      }
    >
      <CircleUserRound aria-hidden className="size-5" />
      {label ? <span className="text-xs">{label}</span> : null}
    </button>
  );
}

/** Who is signed in, theme, language and the way out. */
export function AccountPanel({ email }: { email: string }) {
  const t = useTranslations("nav");
  const fault = useFaultToast();
  const [leaving, setLeaving] = useState(false);
  const signOut = async () => {
    setLeaving(true);
    const outcome = await runAction(() => signOutAction());
    // A hard navigation, so that nothing of this account stays in memory.
    if (outcome.ok) window.location.assign(outcome.data.redirectTo);
    else {
      setLeaving(false);
      fault(outcome.code);
    }
  };
  return (
    <section
      id={PANEL_ID}
      popover="auto"
      aria-label={t("account")}
      className="fixed inset-auto right-3 bottom-18 m-0 w-72 rounded-card border border-gray-7 bg-gray-2 p-3 text-gray-12 shadow-float open:animate-rise md:right-auto md:bottom-3 md:left-16"
    >
      <p className="truncate px-1 pb-3 text-sm font-medium" title={email}>
        {email}
      </p>
      <div className="flex flex-col gap-2">
        <ThemeChoice />
        <LanguageChoice />
      </div>
      <Button tone="quiet" busy={leaving} onClick={signOut} className="mt-2 w-full justify-start px-2">
        <LogOut aria-hidden />
        {t("signOut")}
      </Button>
    </section>
  );
}
