import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandMark } from "#components/brand-mark";

/** A page that strangers see: what was shared, and by what means. */
export function SharedFrame({ children }: { children: ReactNode }) {
  const t = useTranslations("shared");
  return (
    <div className="flex min-h-dvh flex-col">
      <main className="flex flex-1 flex-col">{children}</main>
      <footer className="flex items-center justify-center gap-2 px-4 py-5 text-xs text-gray-11">
        <BrandMark className="size-4" />
        {t("with")}
      </footer>
    </div>
  );
}
