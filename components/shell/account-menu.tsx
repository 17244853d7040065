"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { signOutAction } from "#app/(auth)/auth-actions";
import { LanguageChoice } from "#components/shell/language-choice";
import { ThemeChoice } from "#components/shell/theme-choice";
import { Button } from "#components/ui/button";
import { runAction } from "#lib/client/run-action";
import { useFaultToast } from "#lib/client/use-fault-toast";

/** Theme, language and the way out. */
export function AccountMenu() {
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
    <>
      <div className="flex flex-col gap-2">
        <ThemeChoice />
        <LanguageChoice />
      </div>
      <Button tone="quiet" busy={leaving} onClick={signOut} className="mt-2 w-full justify-start px-2">
        <LogOut aria-hidden />
        {t("signOut")}
      </Button>
    </>
  );
}
