"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef, useState } from "react";
import { useThumbhash } from "#lib/client/use-thumbhash";
import type { LineageNode } from "#lib/contract/lineage";
import { type FamilyRow, familyRows } from "#lib/domain/family-rows";

/** A deep tree stops moving in here: there is no more room. */
const INDENTS_MAX = 8;
const INDENT_PX = 20;

interface LineageTreeProps {
  nodes: readonly LineageNode[];
  currentId: string;
}

/**
 * A family tree, a line for each generation, with what its branch has cost. One tab stop: up and down go through it,
 * left to the parent, right to the first child, Enter opens.
 */
export function LineageTree({ nodes, currentId }: LineageTreeProps) {
  const t = useTranslations("lineage");
  const rows = familyRows(nodes);
  const tree = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(currentId);
  const has = (id: string) => rows.some(({ node }) => node.id === id);
  const stop = has(focused) ? focused : rows[0]?.node.id;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = rows.findIndex(({ node }) => node.id === stop);
    const here = rows[at]?.node;
    const next: Record<string, string | null | undefined> = {
      ArrowUp: rows[at - 1]?.node.id,
      ArrowDown: rows[at + 1]?.node.id,
      ArrowLeft: here?.parentId,
      ArrowRight: rows.find(({ node }) => node.parentId === here?.id)?.node.id,
      Home: rows[0]?.node.id,
      End: rows.at(-1)?.node.id,
    };
    if (!(event.key in next)) return;
    event.preventDefault();
    const id = next[event.key];
    if (id) tree.current?.querySelector<HTMLElement>(`[data-node="${id}"]`)?.focus();
  };
  return (
    <div
      ref={tree}
      role="tree"
      aria-label={t("tree")}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const id = event.target.closest<HTMLElement>("[data-node]")?.dataset.node;
        if (id) setFocused(id);
      }}
      className="flex flex-col gap-px"
    >
      {rows.map((row) => (
        <Branch key={row.node.id} row={row} current={row.node.id === currentId} tabbable={row.node.id === stop} />
      ))}
    </div>
  );
}

interface BranchProps {
  row: FamilyRow<LineageNode>;
  current: boolean;
  tabbable: boolean;
}

function Branch({ row, current, tabbable }: BranchProps) {
  const t = useTranslations("lineage");
  const tile = useTranslations("tile");
  const { node, level, indent, place, siblings } = row;
  const relation = t(`relations.${level === 1 ? "root" : (node.relation ?? "none")}`);
  const state = node.gone
    ? t("gone")
    : node.videoId && node.hasPoster
      ? null
      : tile(node.state === "succeeded" ? "archiving" : node.state);
  const hasMore = node.branchSpentCredits !== node.spentCredits || node.branchHeldCredits !== node.heldCredits;
  const money = [
    t("own", { credits: node.spentCredits }),
    ...(node.branchHeldCredits > 0 ? [t("held", { credits: node.branchHeldCredits })] : []),
  ].join(" · ");
  const content = (
    <>
      <Picture node={node} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2 text-xs">
          <span className="shrink-0 text-gray-11">{[relation, state].filter(Boolean).join(" · ")}</span>
          {current ? <span className="shrink-0 font-medium text-accent-11">{t("current")}</span> : null}
        </span>
        <span className="block truncate text-sm">{node.prompt}</span>
      </span>
      <span className="shrink-0 text-right text-xs tabular-nums">
        <span className="block text-gray-11">{money}</span>
        {hasMore ? <span className="block">{t("branch", { credits: node.branchSpentCredits })}</span> : null}
      </span>
    </>
  );
  const props = {
    role: "treeitem",
    "aria-level": level,
    "aria-posinset": place,
    "aria-setsize": siblings,
    "aria-selected": current,
    "data-node": node.id,
    tabIndex: tabbable ? 0 : -1,
    style: { marginLeft: Math.min(indent, INDENTS_MAX) * INDENT_PX },
    className: `flex min-h-14 items-center gap-3 rounded-control border-l-2 py-1.5 pr-2 pl-2 -outline-offset-2 ${current ? "border-accent-9 bg-gray-3" : "border-gray-6 hover:bg-gray-3"}`,
  };
  return node.videoId ? (
    <Link href={`/video/${node.videoId}`} prefetch={false} {...props}>
      {content}
    </Link>
  ) : (
    <div {...props}>{content}</div>
  );
}

function Picture({ node }: { node: LineageNode }) {
  const ground = useThumbhash(node.thumbhash);
  return (
    <span
      style={ground}
      className="block size-11 shrink-0 overflow-hidden rounded-control bg-gray-4 bg-cover bg-center"
    >
      {node.videoId && node.hasPoster ? (
        <img src={`/api/videos/${node.videoId}/poster`} alt="" loading="lazy" className="size-full object-cover" />
      ) : null}
    </span>
  );
}
