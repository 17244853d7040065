"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { setLocaleAction } from "#app/(studio)/settings/settings-actions";
import { Choice } from "#components/ui/choice";
import { runAction } from "#lib/client/run-action";
import { useFaultToast } from "#lib/client/use-fault-toast";

const LANGUAGES = [
  { value: "en", label: "English", content: <span className="text-xs">English</span> },
  { value: "zh-CN", label: "简体中文", content: <span className="text-xs">简体中文</span> },
] as const;

/** The language of the interface, each by its own name. */
export function LanguageChoice() {
  const t = useTranslations("nav");
  const locale = useLocale();
  const router = useRouter();
  const fault = useFaultToast();
  const [, startTransition] = useTransition();
  const [shown, show] = useOptimistic(locale);
  const choose = (next: (typeof LANGUAGES)[number]["value"]) =>
    startTransition(async () => {
      show(next);
      const outcome = await runAction(() => setLocaleAction({ locale: next }));
      if (outcome.ok) router.refresh();
      else fault(outcome.code);
    });
  return <Choice label={t("language")} value={shown} options={LANGUAGES} onChange={choose} className="flex w-full" />;
}
