"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { OverlayHost } from "#components/palette/overlay-host";
import { OfflineNotice } from "#components/shell/offline-notice";
import { type GenerationChange, LIBRARY_KEY, type Library, takeNewest } from "#lib/client/library-cache";
import { endedBatches, QUEUE_KEY } from "#lib/client/moving";
import { showToast } from "#lib/client/toast-store";
import { useBatchNews } from "#lib/client/use-batch-news";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { useGenerationPoll } from "#lib/client/use-generation-poll";
import { INDEX_KEY } from "#lib/client/use-library-index";
import { useNewest } from "#lib/client/use-newest";
import { useRunning } from "#lib/client/use-running";
import { useTitleCount } from "#lib/client/use-title-count";
import { notePath } from "#lib/client/way-back";
import type { GenerationPage, GenerationView } from "#lib/contract/studio";
import { isInFlight } from "#lib/domain/generation-state";

type Announcement = "announceReady" | "announceFailed" | "announceDoubt" | "announceLost";

function readyCount(generation: GenerationView): number {
  return generation.videos.filter((video) => video.archiveState === "ready").length;
}

/** What a change means to somebody who does not see the card; null where it means little. */
function announcementOf({ before, after }: GenerationChange): Announcement | null {
  if (readyCount(after) > readyCount(before)) return "announceReady";
  if (after.state !== before.state && after.state === "failed") return "announceFailed";
  if (after.state !== before.state && after.state === "unknown") return "announceDoubt";
  const lost = (generation: GenerationView) => generation.videos.some((video) => video.archiveState === "lost");
  return lost(after) && !lost(before) ? "announceLost" : null;
}

/**
 * Keeps the library fresh on every page: takes in the newest page that the server drew and what other
 * tabs made, polls what moves, says changes aloud, and has the totals drawn again when something ends. What can
 * lie over any page is opened here, too.
 */
export function LibraryFeed({ newest }: { newest: GenerationPage }) {
  const t = useTranslations("gallery");
  const toast = useTranslations("toast");
  const router = useRouter();
  const path = usePathname();
  const client = useQueryClient();
  const fault = useFaultToast();
  const tellOfBatches = useBatchNews();
  const [spoken, setSpoken] = useState("");
  const [reached, setReached] = useState(true);
  useTitleCount(useRunning());

  useEffect(() => notePath(path), [path]);
  useEffect(() => void navigator.serviceWorker?.register("/sw.js").catch(() => {}), []);

  useEffect(() => {
    client.setQueryData<Library>(LIBRARY_KEY, (library) => library && takeNewest(library, newest));
  }, [client, newest]);

  const renewQueue = () => void client.invalidateQueries({ queryKey: QUEUE_KEY });
  const renewIndex = () => void client.invalidateQueries({ queryKey: INDEX_KEY });
  const tell = (changes: readonly GenerationChange[]) => {
    const sentences = changes.flatMap((change) => {
      const kind = announcementOf(change);
      return kind ? [t(kind, { prompt: change.after.prompt.slice(0, 80) })] : [];
    });
    if (sentences.length > 0) setSpoken(sentences.join(". "));
    renewQueue();
    if (changes.some(({ before, after }) => isInFlight(before.state) && !isInFlight(after.state))) {
      router.refresh();
      renewIndex();
    }
  };
  useNewest({ onChanges: tell, onAdded: () => router.refresh(), onReturn: renewIndex });
  useGenerationPoll({
    onChanges: tell,
    onMoved: (before, after) => {
      renewQueue();
      void tellOfBatches(endedBatches(before, after));
    },
    onNeverReceived: () => showToast({ tone: "bad", text: toast("neverReceived") }),
    onSignedOut: () => fault("UNAUTHENTICATED"),
    onReach: setReached,
  });

  return (
    <>
      <p role="status" className="sr-only">
        {spoken}
      </p>
      <OfflineNotice reached={reached} />
      <OverlayHost />
    </>
  );
}
