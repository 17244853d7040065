"use client";

import { CircleUserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense } from "react";
import { useOpened } from "#lib/client/use-opened";

const AccountMenu = lazy(() =>
  import("#components/shell/account-menu").then((menu) => ({ default: menu.AccountMenu })),
);

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

/** Who is signed in, theme, language and the way out; what is in it is loaded when it is first opened. */
export function AccountPanel({ email }: { email: string }) {
  const t = useTranslations("nav");
  const [wasOpened, panel] = useOpened();
  return (
    <section
      id={PANEL_ID}
      popover="auto"
      {...panel}
      aria-label={t("account")}
      className="fixed inset-auto right-3 bottom-18 m-0 min-h-40 w-72 rounded-card border border-gray-7 bg-gray-2 p-3 text-gray-12 shadow-float open:animate-rise md:right-auto md:bottom-3 md:left-16"
    >
      <p className="truncate px-1 pb-3 text-sm font-medium" title={email}>
        {email}
      </p>
      <Suspense>{wasOpened ? <AccountMenu panelId={PANEL_ID} /> : null}</Suspense>
    </section>
  );
}
