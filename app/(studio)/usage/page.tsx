import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageFrame } from "#components/ui/page-frame";
import { UsageHistory } from "#components/usage/usage-history";
import { UsageTotals } from "#components/usage/usage-totals";
import { requireSession } from "#lib/auth/session";
import { usageOf } from "#lib/ledger/usage";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("usage");
  return { title: t("title") };
}

export default async function UsagePage() {
  const { user } = await requireSession();
  const [t, usage] = await Promise.all([getTranslations("usage"), usageOf(user.id)]);
  return (
    <PageFrame title={t("title")} wide>
      <UsageTotals usage={usage} />
      <section aria-labelledby="history" className="flex flex-col gap-3">
        <h2 id="history" className="text-base font-medium">
          {t("history")}
        </h2>
        <UsageHistory />
      </section>
    </PageFrame>
  );
}
