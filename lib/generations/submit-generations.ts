import "server-only";
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { type Database, database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { findConnection } from "#lib/connections/find-connection";
import { lockConnection } from "#lib/connections/pace";
import { isUsable } from "#lib/connections/target";
import type { SubmitItem, submitInput } from "#lib/contract/action";
import type { GenerationView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { type ConnectionKind, priceOf } from "#lib/domain/credits";
import { isMode } from "#lib/domain/modes";
import { PROMPT_MAX_CHARACTERS, promptLength } from "#lib/domain/prompts";
import { isRatio } from "#lib/domain/ratios";
import { dispatchGeneration } from "#lib/generations/dispatch-generation";
import { generationViews } from "#lib/generations/view";
import { hold } from "#lib/ledger/entries";
import { isPublicHttpUrl } from "#lib/net/public-url";
import { enqueue, nudge } from "#lib/queue/enqueue";
import { claimUploads, noteUses } from "#lib/uploads/claim-uploads";

type Submission = z.output<typeof submitInput>;

/** How long the first paid call of a batch may keep the person waiting; it goes on after that. */
const ANSWER_WITHIN_MS = 10_000;

/** Outputs to expect where an account has no experience: the example on the API page has two. */
const DOCUMENTED_OUTPUTS = 2;

const httpUrl = z.url({ protocol: /^https?$/ }).max(2_048);

function check(item: SubmitItem, kind: ConnectionKind): void {
  if (item.prompt.trim() === "") throw new AppError("PROMPT_EMPTY");
  if (promptLength(item.prompt) > PROMPT_MAX_CHARACTERS) throw new AppError("PROMPT_TOO_LONG");
  if (!isMode(item.mode)) throw new AppError("MODE_UNKNOWN");
  if (!isRatio(item.ratio)) throw new AppError("RATIO_UNKNOWN");
  for (const url of item.imageUrls) {
    if (!httpUrl.safeParse(url).success) throw new AppError("IMAGE_URL_INVALID");
    if (kind === "grokimagine" && !isPublicHttpUrl(url)) throw new AppError("IMAGE_URL_PRIVATE");
  }
}

/**
 * Takes a batch of generations: all or none, with their credits on hold, in one transaction. Then sends
 * the first one and answers with its outcome, or after ten seconds while the call goes on; workers send
 * the rest. The same ids again are the same generations: nothing is added and nothing held twice.
 * @throws {AppError} PROMPT_EMPTY, PROMPT_TOO_LONG, MODE_UNKNOWN, RATIO_UNKNOWN, IMAGE_URL_INVALID,
 * IMAGE_URL_PRIVATE, UPLOAD_GONE, UPLOAD_NOT_PUBLIC, CONNECTION_MISSING, CONNECTION_HAS_NO_TOKEN, CONFLICT for an id that is another's
 */
export async function submitGenerations(userId: string, input: Submission): Promise<GenerationView[]> {
  const added = await transaction((tx) => addGenerations(tx, userId, input));
  return sendFirst(
    added,
    input.items.map(({ id }) => id),
  );
}

/** Sends the first of `added` and answers with what became of `ids` by then, in their order. */
export async function sendFirst(added: string[], ids: string[]): Promise<GenerationView[]> {
  const [first] = added;
  if (first) {
    if (added.length > 1) nudge("turns");
    await atMost(dispatchGeneration(first), ANSWER_WITHIN_MS);
  }
  const db = await database();
  const rows = await db.select().from(generations).where(inArray(generations.id, ids));
  const order = new Map(ids.map((id, index) => [id, index]));
  rows.sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
  return generationViews(db, rows);
}

/**
 * Adds those of a batch that are new, holds their credits and enqueues them, in `tx`; returns the ids
 * that were added. Throws as `submitGenerations` does.
 */
export async function addGenerations(tx: Database, userId: string, input: Submission): Promise<string[]> {
  const { connection, version } = await findConnection(tx, userId, input.connectionId);
  if (!isUsable(version)) throw new AppError("CONNECTION_HAS_NO_TOKEN");
  // One that is being deleted cancels what waits on it: nothing may be added behind its back.
  const locked = await lockConnection(tx, connection.id);
  if (!locked || locked.deletedAt) throw new AppError("CONNECTION_MISSING");
  const uploads = await claimUploads(
    tx,
    userId,
    input.items.flatMap(({ imageUrls }) => imageUrls),
    connection.kind,
  );
  const items = input.items.map((item) => ({
    ...item,
    imageUrls: item.imageUrls.map((url) => uploads.get(url)?.url ?? url),
  }));
  for (const item of items) check(item, connection.kind);
  const priceCredits = priceOf(connection.kind);
  const expectedVideos = await usualOutputs(tx, connection.id);
  const batchId = uuidv7();
  const ids = [...new Set(items.map(({ id }) => id))];
  const added = await tx
    .insert(generations)
    .values(
      items.map((item) => ({
        ...item,
        userId,
        connectionId: connection.id,
        batchId,
        parentId: input.parentId,
        relation: input.parentId ? input.relation : null,
        parentVideoId: input.parentId ? input.parentVideoId : null,
        state: "queued" as const,
        priceCredits,
        expectedVideos,
        nextAttemptAt: new Date(),
      })),
    )
    .onConflictDoNothing({ target: generations.id })
    .returning({ id: generations.id });
  const known = await tx
    .select({ id: generations.id })
    .from(generations)
    .where(and(inArray(generations.id, ids), eq(generations.userId, userId)));
  if (known.length !== ids.length) throw new AppError("CONFLICT");
  const isNew = new Set(added.map(({ id }) => id));
  const uses = input.items.flatMap(({ id, imageUrls }) => imageUrls.map((url) => ({ id, upload: uploads.get(url) })));
  await noteUses(
    tx,
    uses.flatMap(({ id, upload }) => (upload && isNew.has(id) ? [{ uploadName: upload.name, generationId: id }] : [])),
    connection.kind,
  );
  for (const { id } of added) await hold(tx, { userId, generationId: id }, priceCredits);
  if (added.length > 0) await enqueue(tx, "turns", { connectionId: connection.id });
  return added.map(({ id }) => id);
}

/** How many outputs the last success on a connection had. */
async function usualOutputs(tx: Database, connectionId: string): Promise<number> {
  const [last] = await tx
    .select({ outputs: sql`count(${videos.id})`.mapWith(Number) })
    .from(generations)
    .innerJoin(videos, eq(videos.generationId, generations.id))
    .where(and(eq(generations.connectionId, connectionId), isNull(videos.clipIds)))
    .groupBy(generations.id, generations.createdAt)
    .orderBy(desc(generations.createdAt))
    .limit(1);
  return last?.outputs ?? DOCUMENTED_OUTPUTS;
}

async function atMost(work: Promise<void>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
