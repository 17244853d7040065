import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { QueueRoom } from "#components/queue/queue-room";
import { PageFrame } from "#components/ui/page-frame";
import { requireSession } from "#lib/auth/session";
import { listQueue } from "#lib/generations/list-queue";
import { usageOf } from "#lib/ledger/usage";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("queue");
  return { title: t("title") };
}

export default async function QueuePage() {
  const { user } = await requireSession();
  const [t, queue, usage] = await Promise.all([getTranslations("queue"), listQueue(user.id), usageOf(user.id)]);
  return (
    <PageFrame title={t("title")} wide>
      <QueueRoom userId={user.id} queue={queue} inDoubtCredits={usage.inDoubtCredits} />
    </PageFrame>
  );
}
