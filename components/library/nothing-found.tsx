"use client";

import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { buttonClasses } from "#components/ui/button";

/** A search that finds nothing, and the way back. */
export function NothingFound() {
  const t = useTranslations("filters");
  return (
    <section className="m-auto flex flex-col items-center gap-2 px-4 py-16 text-center">
      <SearchX aria-hidden className="size-6 text-gray-11" />
      <h2 className="text-base font-medium">{t("nothing")}</h2>
      <p className="max-w-[48ch] text-sm text-pretty text-gray-11">{t("nothingText")}</p>
      <Link href="/" className={`${buttonClasses("plain")} mt-2`}>
        {t("clear")}
      </Link>
    </section>
  );
}
