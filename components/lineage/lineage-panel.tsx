import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { LineageTree } from "#components/lineage/lineage-tree";
import type { LineageView } from "#lib/contract/lineage";
import { nearest } from "#lib/domain/family-rows";

/** More than this is a view of its own. */
const SHOWN_MAX = 8;

interface LineagePanelProps {
  lineage: LineageView;
  generationId: string;
  videoId: string;
}

/** The family of a video on its page: whole where it is small, otherwise its own line and its children. */
export async function LineagePanel({ lineage, generationId, videoId }: LineagePanelProps) {
  const { nodes, cut } = lineage;
  if (nodes.length < 2) return null;
  const t = await getTranslations("lineage");
  const isSmall = nodes.length <= SHOWN_MAX && !cut;
  return (
    <section aria-labelledby="lineage-title" className="mx-auto w-full max-w-[880px] lg:col-start-1 lg:row-start-2">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="lineage-title" className="text-sm font-medium">
          {t("title")}
        </h2>
        <p className="text-xs text-gray-11 tabular-nums">
          {t("total", { credits: nodes[0]?.branchSpentCredits ?? 0 })}
        </p>
      </div>
      <LineageTree nodes={isSmall ? nodes : nearest(nodes, generationId).slice(-SHOWN_MAX)} currentId={generationId} />
      {isSmall ? null : (
        <Link
          href={`/video/${videoId}/lineage`}
          className="mt-2 inline-flex min-h-8 items-center text-xs font-medium text-accent-11 underline underline-offset-2 pointer-coarse:min-h-10"
        >
          {t("whole")}
        </Link>
      )}
    </section>
  );
}
