import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TrashRoom } from "#components/organise/trash-room";
import { PageFrame } from "#components/ui/page-frame";
import { requireSession } from "#lib/auth/session";
import { listTrash } from "#lib/library/list-trash";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise.trash");
  return { title: t("title") };
}

export default async function TrashPage() {
  const { user } = await requireSession();
  const [t, drawn] = await Promise.all([getTranslations("organise.trash"), listTrash(user.id, null)]);
  return (
    <PageFrame title={t("title")} wide>
      <TrashRoom drawn={drawn} />
    </PageFrame>
  );
}
