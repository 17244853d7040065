"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useOptimistic, useTransition } from "react";
import { Choice } from "#components/ui/choice";
import { keepPreference } from "#lib/client/preference-cookie";
import { LOCALES, type LocaleCode } from "#lib/i18n/locales";

/** The language of the interface, each by its own name. It needs no account: a cookie holds it. */
export function LanguageChoice() {
  const t = useTranslations("nav");
  const locale = useLocale();
  const router = useRouter();
  const [, startTransition] = useTransition();
  const [shown, show] = useOptimistic(locale);
  const choose = (next: LocaleCode) => {
    keepPreference("locale", next);
    startTransition(() => {
      show(next);
      router.refresh();
    });
  };
  return (
    <Choice
      label={t("language")}
      value={shown}
      onChange={choose}
      className="flex w-full"
      options={LOCALES.map(({ code, name }) => ({
        value: code,
        label: name,
        content: (
          <span lang={code} className="text-xs">
            {name}
          </span>
        ),
      }))}
    />
  );
}
