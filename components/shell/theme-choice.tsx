"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { Choice } from "#components/ui/choice";
import { useHydrated } from "#lib/client/use-hydrated";

const THEMES = [
  { value: "dark", icon: Moon },
  { value: "light", icon: Sun },
  { value: "system", icon: Monitor },
] as const;

/** Dark, light, or whatever the system says; by icons alone where room is short. */
export function ThemeChoice({ iconsOnly = false }: { iconsOnly?: boolean }) {
  const t = useTranslations("nav");
  const { theme, setTheme } = useTheme();
  const hydrated = useHydrated();
  const chosen = THEMES.find(({ value }) => hydrated && value === theme)?.value ?? "dark";
  return (
    <Choice
      label={t("theme")}
      value={chosen}
      onChange={setTheme}
      className={iconsOnly ? "" : "flex w-full"}
      options={THEMES.map(({ value, icon: Icon }) => ({
        value,
        label: t(`themes.${value}`),
        title: iconsOnly ? t(`themes.${value}`) : undefined,
        content: (
          <span className="inline-flex items-center gap-1.5 text-xs">
            <Icon aria-hidden className="size-3.5" />
            {iconsOnly ? null : t(`themes.${value}`)}
          </span>
        ),
      }))}
    />
  );
}
