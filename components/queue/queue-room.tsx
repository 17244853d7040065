"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { QueueRow } from "#components/queue/queue-row";
import { Panel } from "#components/ui/page-frame";
import { addFacts, FACTS_KEY, type Facts, NO_FACTS } from "#lib/client/facts-cache";
import { useFacts } from "#lib/client/use-facts";
import type { QueuePart, QueueView } from "#lib/contract/studio";

interface QueueRoomProps {
  userId: string;
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
  const facts = useFacts();
  const { items, total } = part;
  return (
    <Panel title={title} text={total > 0 ? text : none}>
      {total > 0 ? (
        <ul aria-label={title} className="flex flex-col divide-y divide-gray-6">
          {items.map((item) => (
            <QueueRow key={item.id} userId={userId} generation={facts.get(item.id) ?? item} />
          ))}
        </ul>
      ) : null}
      {total > items.length ? (
        <p className="text-xs text-gray-11">{t("more", { count: total - items.length })}</p>
      ) : null}
    </Panel>
  );
}

/** What is in doubt, what waits or runs, and what failed, with what can be done about each. */
export function QueueRoom({ userId, queue, inDoubtCredits }: QueueRoomProps) {
  const t = useTranslations("queue");
  const client = useQueryClient();
  // What moves is polled with the rest of the page, however old it is.
  useEffect(() => {
    const views = [...queue.failed.items, ...queue.inDoubt.items, ...queue.moving.items];
    client.setQueryData<Facts>(FACTS_KEY, (facts = NO_FACTS) => addFacts(facts, views));
  }, [client, queue]);
  return (
    <>
      <QueueList
        userId={userId}
        title={t("inDoubt")}
        text={t("inDoubtText", { credits: inDoubtCredits })}
        none={t("inDoubtNone")}
        part={queue.inDoubt}
      />
      <QueueList userId={userId} title={t("moving")} none={t("movingNone")} part={queue.moving} />
      <QueueList userId={userId} title={t("failed")} none={t("failedNone")} part={queue.failed} />
    </>
  );
}
