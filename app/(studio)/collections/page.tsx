import { Trash2 } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CollectionsRoom } from "#components/organise/collections-room";
import { TagManager } from "#components/organise/tag-manager";
import { buttonClasses } from "#components/ui/button";
import { PageFrame } from "#components/ui/page-frame";
import { requireSession } from "#lib/auth/session";
import { listCollections } from "#lib/library/collections";
import { listTags } from "#lib/library/tags";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("organise");
  return { title: t("collections") };
}

export default async function CollectionsPage() {
  const { user } = await requireSession();
  const [t, collections, tags] = await Promise.all([
    getTranslations("organise"),
    listCollections(user.id),
    listTags(user.id),
  ]);
  return (
    <PageFrame title={t("collections")} wide>
      <CollectionsRoom drawn={collections} />
      <section aria-labelledby="tags" className="mt-4 flex flex-col gap-3">
        <h2 id="tags" className="text-base font-medium">
          {t("tags")}
        </h2>
        <TagManager drawn={tags} />
      </section>
      <Link href="/trash" className={`${buttonClasses("quiet", "small")} -ml-2.5 self-start`}>
        <Trash2 aria-hidden />
        {t("trash.title")}
      </Link>
    </PageFrame>
  );
}
