"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { QueueLine } from "#components/queue/queue-line";
import { Button } from "#components/ui/button";
import type { QueueBatch, QueueConnection } from "#lib/contract/queue";

/** So many of a batch are drawn until somebody wants to see all. */
const AT_FIRST = 4;

interface BatchGroupProps {
  batch: QueueBatch;
  connections: readonly QueueConnection[];
  onCancelWaiting: () => void;
  /** One of it was cancelled, and its line is gone. */
  onGone: () => void;
}

/** A batch on its way: how much of it is done, and each of its generations that is not. */
export function BatchGroup({ batch, connections, onCancelWaiting, onGone }: BatchGroupProps) {
  const t = useTranslations("queue");
  const [open, setOpen] = useState(false);
  const { items, total, waiting, sent, saving, failed, inDoubt, cancelled } = batch;
  const wanted = total - cancelled;
  const done = wanted - waiting - sent - saving;
  const shown = open ? items : items.slice(0, AT_FIRST);
  const more = items.length - shown.length;
  const lines = shown.map((item) => (
    <QueueLine
      key={item.id}
      item={item}
      connection={connections.find(({ id }) => id === item.connectionId)}
      onGone={onGone}
    />
  ));
  if (total === 1) return lines;
  const facts = [t("doneOf", { done, total: wanted })];
  if (failed > 0) facts.push(t("failedCount", { count: failed }));
  if (inDoubt > 0) facts.push(t("inDoubtCount", { count: inDoubt }));
  if (cancelled > 0) facts.push(t("cancelledShort", { count: cancelled }));
  const Icon = open ? ChevronUp : ChevronDown;
  return (
    <li className="flex flex-col gap-2 py-3 [contain-intrinsic-size:auto_160px] [content-visibility:auto] first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <p className="text-xs font-medium text-gray-12 tabular-nums">{facts.join(" · ")}</p>
          <div
            role="progressbar"
            aria-label={t("progressOf", { prompt: items[0]?.prompt.slice(0, 60) ?? "" })}
            aria-valuemin={0}
            aria-valuemax={wanted}
            aria-valuenow={done}
            className="mt-1.5 h-1 max-w-80 overflow-hidden rounded-full bg-gray-5"
          >
            <div
              className="h-full w-full origin-left bg-accent-9 transition-transform"
              style={{ transform: `scaleX(${wanted > 0 ? done / wanted : 0})` }}
            />
          </div>
        </div>
        {waiting > 1 ? (
          <Button size="small" onClick={onCancelWaiting}>
            {t("cancelBatch", { count: waiting })}
          </Button>
        ) : null}
      </div>
      <ul
        aria-label={t("batch", { prompt: items[0]?.prompt.slice(0, 60) ?? "" })}
        className="flex flex-col border-l border-gray-6 pl-3"
      >
        {lines}
      </ul>
      {more > 0 || open ? (
        <Button
          tone="quiet"
          size="small"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="ml-1 self-start tabular-nums"
        >
          <Icon aria-hidden />
          {open ? t("showFewer") : t("showMore", { count: more })}
        </Button>
      ) : null}
    </li>
  );
}
