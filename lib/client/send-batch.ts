import type { QueryClient } from "@tanstack/react-query";
import { v7 as uuidv7 } from "uuid";
import { submitGenerationsAction } from "#app/(studio)/generation-actions";
import { attemptFor } from "#lib/client/attempt-for";
import type { Batch } from "#lib/client/composer-draft";
import { draftGenerations } from "#lib/client/draft-generation";
import {
  answerLost,
  generationsOf,
  LIBRARY_KEY,
  type Library,
  mergeGenerations,
  withoutUnconfirmed,
} from "#lib/client/library-cache";
import { type ActionOutcome, runAction } from "#lib/client/run-action";
import { forgetAttempt, keepAttempt, readAttempt } from "#lib/client/submission-attempt";
import type { GenerationView } from "#lib/contract/studio";

/**
 * Sends a batch. Cards appear at once and go again if it is refused; ids are those of its draft, or live in
 * storage until the server has confirmed them, so that a lost answer, a reload, another tab or a new sign-in can't
 * make a second purchase of the same submission.
 */
export async function sendBatch(
  client: QueryClient,
  userId: string,
  batch: Batch,
): Promise<ActionOutcome<GenerationView[]>> {
  const update = (change: (library: Library) => Library) =>
    client.setQueryData<Library>(LIBRARY_KEY, (library) => library && change(library));
  const { connection, lineage, origin } = batch;
  const items = batch.items.map(({ imageUrl, ...item }) => ({ ...item, imageUrls: imageUrl ? [imageUrl] : [] }));
  const content = JSON.stringify([connection.id, lineage, items]);
  const attempt = attemptFor(readAttempt(userId), { content, count: items.length, origin }, uuidv7);
  keepAttempt(userId, attempt);

  const known = generationsOf(client.getQueryData<Library>(LIBRARY_KEY));
  update((library) => mergeGenerations(library, draftGenerations(attempt.ids, batch, known, new Date())));
  const named = items.map((item, index) => ({ id: attempt.ids[index] ?? "", ...item }));
  const outcome = await runAction(() =>
    submitGenerationsAction({ connectionId: connection.id, ...lineage, items: named }),
  );
  if (!outcome.ok) {
    // No answer, or none that can be trusted: it may have arrived. The cards stay, and the poll finds out.
    const unsure = outcome.code === "OFFLINE" || outcome.code === "INTERNAL";
    update((library) =>
      unsure ? answerLost(library, attempt.ids, Date.now()) : withoutUnconfirmed(library, attempt.ids),
    );
    return outcome;
  }
  forgetAttempt(userId);
  update((library) => mergeGenerations(library, outcome.data));
  return outcome;
}
