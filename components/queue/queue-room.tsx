"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { AdoptButton } from "#components/queue/adopt-button";
import { ConnectionLine } from "#components/queue/connection-line";
import { MovingPanel } from "#components/queue/moving-panel";
import { NotificationChoice } from "#components/queue/notification-choice";
import { QueueRow } from "#components/queue/queue-row";
import { Panel } from "#components/ui/page-frame";
import { fetchJson } from "#lib/client/fetch-json";
import { QUEUE_KEY } from "#lib/client/moving";
import type { QueuePart, QueueView } from "#lib/contract/queue";

interface QueueRoomProps {
  userId: string;
  /** As the server drew it. */
  queue: QueueView;
  inDoubtCredits: number;
}

interface QueueListProps {
  userId: string;
  title: string;
  text?: string;
  none: string;
  part: QueuePart;
}

function QueueList({ userId, title, text, none, part }: QueueListProps) {
  const t = useTranslations("queue");
  const { items, total } = part;
  return (
    <Panel title={title} text={total > 0 ? text : none}>
      {total > 0 ? (
        <ul aria-label={title} className="flex flex-col divide-y divide-gray-6">
          {items.map((item) => (
            <QueueRow key={item.id} userId={userId} generation={item} />
          ))}
        </ul>
      ) : null}
      {total > items.length ? (
        <p className="text-xs text-gray-11">{t("more", { count: total - items.length })}</p>
      ) : null}
    </Panel>
  );
}

/** The queue as the server knows it now: what it drew, then asked for again when the poll says that something moved. */
function useQueue(drawn: QueueView): QueueView {
  const client = useQueryClient();
  const { data } = useQuery<QueueView>({
    queryKey: QUEUE_KEY,
    queryFn: ({ signal }) =>
      fetchJson("/api/queue", () => import("#lib/contract/queue").then(({ queueView }) => queueView), signal),
    initialData: drawn,
    staleTime: Number.POSITIVE_INFINITY,
  });
  useEffect(() => {
    client.setQueryData<QueueView>(QUEUE_KEY, drawn);
  }, [client, drawn]);
  return data;
}

/** What is in doubt, what waits or runs, what failed or was cancelled, with what can be done about each. */
export function QueueRoom({ userId, queue: drawn, inDoubtCredits }: QueueRoomProps) {
  const t = useTranslations("queue");
  const queue = useQueue(drawn);
  return (
    <>
      <Panel title={t("connections")} text={t("connectionsText")}>
        <ul aria-label={t("connections")} className="flex flex-col divide-y divide-gray-6">
          {queue.connections.map((connection) => (
            <ConnectionLine key={connection.id} connection={connection} />
          ))}
        </ul>
        <div className="flex flex-wrap items-center gap-2">
          <NotificationChoice />
          <AdoptButton connections={queue.connections} />
        </div>
      </Panel>
      {queue.inDoubt.total > 0 ? (
        <QueueList
          userId={userId}
          title={t("inDoubt")}
          text={t("inDoubtText", { credits: inDoubtCredits })}
          none={t("inDoubtNone")}
          part={queue.inDoubt}
        />
      ) : null}
      <MovingPanel connections={queue.connections} batches={queue.batches} />
      <QueueList userId={userId} title={t("failed")} none={t("failedNone")} part={queue.failed} />
      {queue.cancelled.total > 0 ? (
        <QueueList userId={userId} title={t("cancelled")} none="" part={queue.cancelled} />
      ) : null}
      {queue.inDoubt.total > 0 ? null : (
        <QueueList userId={userId} title={t("inDoubt")} none={t("inDoubtNone")} part={queue.inDoubt} />
      )}
    </>
  );
}
