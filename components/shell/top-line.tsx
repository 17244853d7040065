"use client";

import { LoaderCircle } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { BrandMark } from "#components/brand-mark";
import { useRunning } from "#lib/client/use-running";

const LibraryTools = lazy(() =>
  import("#components/library/library-tools").then((tools) => ({ default: tools.LibraryTools })),
);

/** What runs and what was spent, always in sight. */
export function TopLine({ spentCredits }: { spentCredits: number }) {
  const t = useTranslations("topLine");
  const app = useTranslations("app");
  const format = useFormatter();
  const isLibrary = usePathname() === "/";
  const running = useRunning();
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-3 border-b border-gray-6 bg-gray-1 px-3 md:px-4">
      <Link href="/" className="flex items-center gap-2 rounded-control text-sm font-semibold">
        <BrandMark className="size-5 md:hidden" />
        <span className={isLibrary ? "max-md:sr-only" : ""}>{app("name")}</span>
      </Link>
      {isLibrary ? (
        <Suspense fallback={<span className="h-8 flex-1 rounded-control bg-gray-3 md:max-w-96" />}>
          <LibraryTools />
        </Suspense>
      ) : null}
      <p
        className={`ml-auto flex min-w-0 items-center gap-2 text-xs text-gray-11 tabular-nums ${isLibrary && running === 0 ? "max-md:hidden" : ""}`}
      >
        {running > 0 ? (
          <>
            <LoaderCircle aria-hidden className="size-3.5 shrink-0 animate-spin text-accent-11" />
            <Link href="/queue" className="rounded-control whitespace-nowrap text-gray-12 hover:underline">
              {t("running", { count: running })}
            </Link>
            <span aria-hidden className={isLibrary ? "max-md:hidden" : ""}>
              ·
            </span>
          </>
        ) : null}
        <Link
          href="/usage"
          className={`truncate rounded-control hover:text-gray-12 ${isLibrary ? "max-md:hidden" : ""}`}
          title={format.number(spentCredits)}
        >
          {t("spent", { credits: spentCredits })}
        </Link>
      </p>
    </header>
  );
}
