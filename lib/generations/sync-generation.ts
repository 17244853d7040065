import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { type Database, database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { connectionVersions } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { currentVersion, type VersionRow } from "#lib/connections/find-connection";
import { countOne, noteAnswer } from "#lib/connections/pace";
import { pause, waitUntil } from "#lib/connections/pause";
import { openTarget } from "#lib/connections/target";
import { noteTypicalTime, typicalMsOf } from "#lib/connections/typical-time";
import { CREDITS_PER_GENERATION } from "#lib/domain/credits";
import { type CreditCertainty, canMove } from "#lib/domain/generation-state";
import {
  backoffMs,
  EMPTY_SUCCESSES_MAX,
  LINK_LIFETIME_MS,
  syncDelayMs,
  UNKNOWN_TASK_DELAY_MS,
  UNKNOWN_TASK_GIVE_UP_MS,
  UNKNOWN_TASK_GRACE_MS,
} from "#lib/domain/schedules";
import type { GenerationRow } from "#lib/generations/view";
import { settle } from "#lib/ledger/entries";
import { log } from "#lib/log";
import { readStatus, type StatusOutcome } from "#lib/provider/read-status";
import { enqueue, nudge } from "#lib/queue/enqueue";

type TaskAnswer = Extract<StatusOutcome, { kind: "task" }>;

const RETRY_FIRST_MS = 2_000;
const RETRY_LONGEST_MS = 5 * 60_000;
const REFUSED_TOKEN_DELAY_MS = 10 * 60_000;

/**
 * Reads the status of a task that a provider took and records what it said; then asks for the next
 * read. A read is free, so whatever goes wrong is simply tried again, and a long task is never called failed.
 * @param grant number of the request, where its turn was taken; without it, it is made and counted now
 */
export async function syncGeneration(generationId: string, grant?: number): Promise<void> {
  const db = await database();
  const [row] = await db
    .select({ generation: generations, version: connectionVersions })
    .from(generations)
    .innerJoin(connectionVersions, eq(connectionVersions.id, generations.connectionVersionId))
    .where(and(eq(generations.id, generationId), inArray(generations.state, ["waiting", "running"])));
  if (!row?.generation.providerTaskId) return;
  const target = openTarget(row.version);
  if (!target) return waitForToken(db, row.generation, row.version);
  const number = grant ?? (await countOne(row.generation.connectionId));
  const outcome = await readStatus(target, row.generation.providerTaskId);
  if (outcome.kind === "token-refused" && (await adoptNewerVersion(db, row.generation, row.version))) {
    return syncGeneration(generationId);
  }
  const finished = await transaction((tx) => recordStatus(tx, row.generation, number, outcome));
  if (finished) nudge("archive");
}

/** The token that a task was sent with is gone (its id came late): go on with a newer one, or wait for one. */
async function waitForToken(db: Database, generation: GenerationRow, used: VersionRow): Promise<void> {
  if (await adoptNewerVersion(db, generation, used)) return syncGeneration(generation.id);
  await checkAgain(db, generation, inMs(REFUSED_TOKEN_DELAY_MS), { errorCode: "CONNECTION_HAS_NO_TOKEN" });
}

/** A task sent with a token that was replaced since can be read with the new one, if that is for the same provider. */
async function adoptNewerVersion(db: Database, generation: GenerationRow, used: VersionRow): Promise<boolean> {
  const current = await currentVersion(db, generation.connectionId);
  if (!current || current.id === used.id || current.baseUrl !== used.baseUrl) return false;
  await db.update(generations).set({ connectionVersionId: current.id }).where(eq(generations.id, generation.id));
  return true;
}

/** Writes down what a status read said; true when that ended the task with videos to fetch. */
export async function recordStatus(
  tx: Database,
  generation: GenerationRow,
  grant: number,
  outcome: StatusOutcome,
): Promise<boolean> {
  if ("limits" in outcome) {
    const { limits } = outcome;
    await noteAnswer(tx, generation.connectionId, grant, { limits, limited: outcome.kind === "rate-limited" });
  }
  switch (outcome.kind) {
    case "task":
      return recordTask(tx, generation, outcome);
    case "task-unknown":
      await recordUnknownTask(tx, generation);
      return false;
    case "rate-limited":
      await waitUntil(tx, generation.connectionId, outcome.retryAt);
      await checkAgain(tx, generation, outcome.retryAt);
      return false;
    case "token-refused":
      await pauseIfCurrent(tx, generation);
      await checkAgain(tx, generation, inMs(REFUSED_TOKEN_DELAY_MS), { errorCode: "TOKEN_REFUSED" });
      return false;
    case "unreachable":
    case "unreadable": {
      const failedChecks = generation.failedChecks + 1;
      const delayMs = backoffMs(failedChecks, RETRY_FIRST_MS, RETRY_LONGEST_MS, Math.random());
      log().warn({ generationId: generation.id, reason: outcome.reason }, "a status read failed and will be repeated");
      await checkAgain(tx, generation, inMs(delayMs), { failedChecks, lastCheckedAt: generation.lastCheckedAt });
      return false;
    }
  }
}

/** A refused token stops new calls if they would use it. One that was replaced says nothing of the one that they use. */
async function pauseIfCurrent(tx: Database, { connectionId, connectionVersionId }: GenerationRow): Promise<void> {
  const current = await currentVersion(tx, connectionId);
  if (current?.id === connectionVersionId) await pause(tx, connectionId, "token_refused");
}

const inMs = (ms: number) => new Date(Date.now() + ms);

async function checkAgain(
  tx: Database,
  generation: GenerationRow,
  at: Date,
  facts: Partial<typeof generations.$inferInsert> = {},
): Promise<void> {
  const going = await tx
    .update(generations)
    .set({ lastCheckedAt: new Date(), nextAttemptAt: at, ...facts })
    .where(and(eq(generations.id, generation.id), inArray(generations.state, ["waiting", "running"])))
    .returning({ id: generations.id });
  if (going.length > 0) await enqueue(tx, "turns", { connectionId: generation.connectionId }, { startAfter: at });
}

async function recordTask(tx: Database, generation: GenerationRow, task: TaskAnswer): Promise<boolean> {
  if (task.state === "failed") {
    await recordFailure(tx, generation, task, "PROVIDER_FAILED");
    return false;
  }
  if (task.state === "succeeded" && task.urls.length > 0) {
    await recordSuccess(tx, generation, task);
    return true;
  }
  if (task.state === "succeeded") {
    const emptySuccesses = generation.emptySuccesses + 1;
    if (emptySuccesses >= EMPTY_SUCCESSES_MAX) await recordFailure(tx, generation, task, "NO_OUTPUT");
    else await checkAgain(tx, generation, inMs(RETRY_FIRST_MS), { emptySuccesses });
    return false;
  }
  const ageMs = Date.now() - (generation.acceptedAt ?? generation.createdAt).getTime();
  const state = canMove(generation.state, task.state) ? task.state : generation.state;
  const facts = {
    state,
    failedChecks: 0,
    emptySuccesses: 0,
    unknownTaskSince: null,
    errorCode: null,
    creditCertainty: null,
  };
  const typicalMs = await typicalMsOf(tx, generation.connectionId);
  await checkAgain(tx, generation, inMs(syncDelayMs(ageMs, typicalMs)), facts);
  return false;
}

/** Ends a generation; false when another process already did. */
async function end(
  tx: Database,
  generation: GenerationRow,
  facts: Partial<typeof generations.$inferInsert>,
): Promise<boolean> {
  const now = new Date();
  const ended = await tx
    .update(generations)
    .set({ finishedAt: now, lastCheckedAt: now, nextAttemptAt: null, ...facts })
    .where(and(eq(generations.id, generation.id), inArray(generations.state, ["waiting", "running"])))
    .returning({ id: generations.id });
  return ended.length > 0;
}

async function recordSuccess(tx: Database, generation: GenerationRow, task: TaskAnswer): Promise<void> {
  const isFree = generation.priceCredits === 0;
  // Previews enter no ledger here, but may have a price in the engine's own credits.
  const consumed = task.consumedCredits ?? (isFree ? 0 : CREDITS_PER_GENERATION);
  const certainty: CreditCertainty = isFree || task.consumedCredits !== null ? "reported" : "assumed";
  const ended = await end(tx, generation, {
    state: "succeeded",
    errorCode: null,
    providerMessage: null,
    consumedCredits: consumed,
    creditCertainty: certainty,
  });
  if (!ended) return;
  if (!isFree) await settle(tx, { userId: generation.userId, generationId: generation.id }, consumed);
  await noteTypicalTime(tx, generation.connectionId);
  const outputs = task.urls.map((sourceUrl, index) => ({
    id: uuidv7(),
    generationId: generation.id,
    userId: generation.userId,
    number: index + 1,
    sourceUrl,
    archiveState: "pending" as const,
    deadlineAt: inMs(LINK_LIFETIME_MS),
    nextAttemptAt: new Date(),
  }));
  await tx.insert(videos).values(outputs).onConflictDoNothing();
  for (const { id } of outputs) await enqueue(tx, "archive", { videoId: id });
}

/** Some providers give the credits of a failure back, some don't: settle what was reported, otherwise leave them in doubt. */
async function recordFailure(
  tx: Database,
  generation: GenerationRow,
  task: Pick<TaskAnswer, "consumedCredits" | "errorMessage">,
  errorCode: "PROVIDER_FAILED" | "NO_OUTPUT" | "TASK_UNKNOWN",
): Promise<void> {
  const consumed = generation.priceCredits === 0 ? 0 : task.consumedCredits;
  const ended = await end(tx, generation, {
    state: "failed",
    errorCode,
    providerMessage: task.errorMessage,
    consumedCredits: consumed,
    creditCertainty: consumed === null ? "in_doubt" : "reported",
  });
  if (ended && consumed !== null) {
    await settle(tx, { userId: generation.userId, generationId: generation.id }, consumed);
  }
}

/** A 404 is not the end: a grace of a minute, then hourly for seven days, with the credits in doubt. */
async function recordUnknownTask(tx: Database, generation: GenerationRow): Promise<void> {
  const since = generation.unknownTaskSince ?? new Date();
  const unknownForMs = Date.now() - since.getTime();
  if (unknownForMs > UNKNOWN_TASK_GIVE_UP_MS) {
    await recordFailure(tx, generation, { consumedCredits: null, errorMessage: null }, "TASK_UNKNOWN");
  } else if (unknownForMs > UNKNOWN_TASK_GRACE_MS) {
    const facts = { unknownTaskSince: since, errorCode: "TASK_UNKNOWN", creditCertainty: "in_doubt" as const };
    await checkAgain(tx, generation, inMs(UNKNOWN_TASK_DELAY_MS), facts);
  } else {
    await checkAgain(tx, generation, inMs(5_000), { unknownTaskSince: since });
  }
}
