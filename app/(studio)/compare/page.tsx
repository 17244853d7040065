import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { CompareRoom } from "#components/compare/compare-room";
import { buttonClasses } from "#components/ui/button";
import { requireSession } from "#lib/auth/session";
import { COMPARE_MIN, comparedIds } from "#lib/domain/compare";
import { getVideos } from "#lib/generations/get-videos";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("compare");
  return { title: t("title") };
}

/** `/compare?ids=a,b`: two to four own videos side by side. */
export default async function ComparePage({ searchParams }: PageProps<"/compare">) {
  const [{ user }, { ids }, t] = await Promise.all([requireSession(), searchParams, getTranslations("compare")]);
  const asked = comparedIds(ids);
  const entries = await getVideos(user.id, asked);
  const key = entries.map(({ video }) => video.id).join();
  return (
    <div className="flex flex-1 flex-col gap-3 p-3 md:p-4">
      <h1 className="text-base font-semibold">{t("title")}</h1>
      {entries.length < asked.length ? <p className="text-xs text-doubt-text">{t("missing")}</p> : null}
      {entries.length >= COMPARE_MIN ? (
        <CompareRoom key={key} entries={entries} />
      ) : (
        <div className="m-auto flex max-w-[44ch] flex-col items-center gap-3 text-center">
          <p className="text-base font-medium">{t("emptyTitle")}</p>
          <p className="text-sm text-pretty text-gray-11">{t("emptyText")}</p>
          <Link href="/" className={buttonClasses("primary")}>
            {t("toLibrary")}
          </Link>
        </div>
      )}
    </div>
  );
}
