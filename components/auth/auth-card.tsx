import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandMark } from "#components/brand-mark";
import { LanguageChoice } from "#components/shell/language-choice";
import { ThemeChoice } from "#components/shell/theme-choice";

/** The one panel of the sign-in and sign-up pages. */
export function AuthCard({ title, children, footer }: { title: string; children: ReactNode; footer?: ReactNode }) {
  const t = useTranslations("app");
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-[360px]">
        <p className="mb-8 flex items-center justify-center gap-2.5 text-lg font-semibold tracking-tight">
          <BrandMark className="size-7" />
          {t("name")}
        </p>
        <div className="rounded-card border border-gray-6 bg-gray-2 p-6">
          <h1 className="mb-5 text-lg font-semibold">{title}</h1>
          {children}
        </div>
        {footer ? <p className="mt-5 text-center text-sm text-gray-11">{footer}</p> : null}
        <div className="mt-10 flex justify-center gap-2">
          <div className="w-44">
            <LanguageChoice />
          </div>
          <ThemeChoice iconsOnly />
        </div>
      </div>
    </main>
  );
}
