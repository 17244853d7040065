import Link from "next/link";
import { NextIntlClientProvider } from "next-intl";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { BrandMark } from "#components/brand-mark";
import { AccountButton, AccountPanel } from "#components/shell/account-panel";
import { ArchiveNoticeSlot } from "#components/shell/archive-notice-slot";
import { NavLinks } from "#components/shell/nav-links";
import { StudioProvider } from "#components/shell/studio-provider";
import { TopLine } from "#components/shell/top-line";
import { requireSession } from "#lib/auth/session";
import { archiveNoticeOf } from "#lib/generations/archive-notice";
import { listGenerations } from "#lib/generations/list-generations";
import { movingOf } from "#lib/generations/moving";
import { usageOf } from "#lib/ledger/usage";

export default async function StudioLayout({ children }: { children: ReactNode }) {
  const { user } = await requireSession();
  const [t, newest, moving, usage, notice] = await Promise.all([
    getTranslations("nav"),
    listGenerations(user.id),
    movingOf(user.id),
    usageOf(user.id),
    archiveNoticeOf(user.id),
  ]);
  const admin = user.role === "admin";
  return (
    <NextIntlClientProvider>
      <StudioProvider newest={newest} moving={moving}>
        <a
          href="#content"
          className="sr-only z-50 rounded-control bg-accent-9 px-3 py-2 text-sm font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t("skip")}
        </a>
        <nav
          aria-label={t("main")}
          className="fixed inset-y-0 left-0 z-30 hidden w-14 flex-col items-center gap-1 border-r border-gray-6 bg-gray-1 py-2 md:flex"
        >
          <Link
            href="/"
            aria-label={t("library")}
            tabIndex={-1}
            className="mb-3 flex size-10 items-center justify-center"
          >
            <BrandMark />
          </Link>
          <NavLinks admin={admin} look="rail" />
          <div className="mt-auto">
            <AccountButton email={user.email} />
          </div>
        </nav>
        <div className="flex min-h-dvh flex-col pb-[calc(56px+env(safe-area-inset-bottom))] md:pb-0 md:pl-14">
          <TopLine spentCredits={usage.spentCredits} />
          <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
            <ArchiveNoticeSlot initial={notice} />
            {children}
          </main>
        </div>
        <nav
          aria-label={t("main")}
          className="fixed inset-x-0 bottom-0 z-30 flex h-[calc(56px+env(safe-area-inset-bottom))] items-stretch justify-around border-t border-gray-6 bg-gray-1 pb-[env(safe-area-inset-bottom)] md:hidden"
        >
          <NavLinks admin={admin} look="bar" />
          <AccountButton email={user.email} label={t("account")} />
        </nav>
        <AccountPanel email={user.email} />
      </StudioProvider>
    </NextIntlClientProvider>
  );
}
