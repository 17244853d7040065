import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LineageTree } from "#components/lineage/lineage-tree";
import { buttonClasses } from "#components/ui/button";
import { PageFrame } from "#components/ui/page-frame";
import { requireSession } from "#lib/auth/session";
import { AppError } from "#lib/domain/app-error";
import { getVideo } from "#lib/generations/get-video";
import { lineageOf } from "#lib/generations/lineage";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lineage");
  return { title: t("pageTitle") };
}

/** The whole family of a video. */
export default async function LineagePage({ params }: PageProps<"/video/[id]/lineage">) {
  const [{ user }, { id }, t] = await Promise.all([requireSession(), params, getTranslations("lineage")]);
  const { generation } = await getVideo(user.id, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const { nodes, cut } = await lineageOf(user.id, generation.id);
  return (
    <PageFrame title={t("pageTitle")} wide>
      <div className="-mt-3 flex flex-wrap items-center justify-between gap-2">
        <p className="text-xs text-pretty text-gray-11">
          {t("text")} · {t("total", { credits: nodes[0]?.branchSpentCredits ?? 0 })}
        </p>
        <Link href={`/video/${id}`} className={buttonClasses("plain", "small")}>
          {t("backToVideo")}
        </Link>
      </div>
      {cut ? <p className="text-xs text-doubt-text">{t("cut")}</p> : null}
      <LineageTree nodes={nodes} currentId={generation.id} />
    </PageFrame>
  );
}
