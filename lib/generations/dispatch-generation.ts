import "server-only";
import { setTimeout } from "node:timers/promises";
import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { generations } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { currentVersion } from "#lib/connections/find-connection";
import { lockConnection, noteAnswer } from "#lib/connections/pace";
import { pause, waitUntil } from "#lib/connections/pause";
import { statesBefore } from "#lib/domain/generation-state";
import { backoffMs, syncDelayMs, UNSENT_TRIES_MAX } from "#lib/domain/schedules";
import { forgetAccepted, listAccepted, noteAccepted } from "#lib/generations/accepted-notes";
import { askAbandonedAgain, mayAskAgain, UNSENT } from "#lib/generations/ask-again";
import { cancelQueued } from "#lib/generations/cancel-generation";
import { duringPaidCall } from "#lib/generations/paid-calls";
import { LEASE_MS, type Turn, takeTurn } from "#lib/generations/turns";
import type { GenerationRow } from "#lib/generations/view";
import { holdAgain, release } from "#lib/ledger/entries";
import { log } from "#lib/log";
import { type SubmitOutcome, submitGeneration } from "#lib/provider/submit-generation";
import { enqueue } from "#lib/queue/enqueue";

/**
 * Sends one queued generation to its provider now, if its connection's pace allows; otherwise it is left
 * to the workers. For the person who waits for it.
 */
export async function dispatchGeneration(generationId: string): Promise<void> {
  const db = await database();
  const [queued] = await db
    .select({ connectionId: generations.connectionId })
    .from(generations)
    .where(and(eq(generations.id, generationId), eq(generations.state, "queued")));
  if (!queued) return;
  await duringPaidCall(async () => {
    const turn = await takeTurn(queued.connectionId, generationId);
    if (turn.kind === "submission") await sendGeneration(turn);
  });
}

type SubmissionTurn = Extract<Turn, { kind: "submission" }>;

/**
 * Makes the one paid call of a generation whose turn this caller took, outside any transaction, and
 * records the outcome. Call it within `duringPaidCall`, as the taking of the turn.
 */
export async function sendGeneration(turn: SubmissionTurn): Promise<void> {
  const { generation: claimed, target } = turn;
  const generationId = claimed.id;
  const outcome = await submitGeneration(
    target,
    { mode: claimed.mode, prompt: claimed.prompt, ratio: claimed.ratio, images: claimed.imageUrls },
    claimed.id,
  );
  const { kind } = outcome;
  // The task id is worth money: it is in the log even if the database can't take it.
  const taskId = kind === "accepted" ? outcome.taskId : undefined;
  log().info({ generationId, outcome: kind, taskId }, "a generation was sent");
  if (taskId) await noteAccepted(generationId, taskId);
  await recordStubbornly(turn, outcome);
  if (taskId) await forgetAccepted(generationId);
}

const RECORD_TRIES = 5;

/**
 * What came of a paid call must not be lost to a hiccup of the database: tried again well within the
 * lease. A task id that can't be recorded even so stays noted on disk for the sweep.
 */
async function recordStubbornly(turn: SubmissionTurn, outcome: SubmitOutcome): Promise<void> {
  const { generation } = turn;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await recordOutcome(turn, outcome);
    } catch (error) {
      if (attempt === RECORD_TRIES) throw error;
      log().error({ err: error, generationId: generation.id }, "the outcome of a paid call could not be recorded yet");
      await setTimeout(attempt * 1_000);
    }
  }
}

/**
 * Records task ids that were noted on disk and never reached the database: the process died, or the
 * database was away.
 * @param ageMs how old a note must be for its writer to be no longer about to record it
 * @returns how many there were
 */
export async function recoverAccepted(ageMs = LEASE_MS): Promise<number> {
  const noted = await listAccepted(ageMs);
  for (const note of noted) {
    try {
      await recordNote(note);
    } catch (err) {
      // One that can't be recorded must not stand in the way of the others; it stays on disk.
      log().error({ err, ...note }, "a noted task id could not be recorded");
    }
  }
  return noted.length;
}

async function recordNote({ generationId, taskId }: { generationId: string; taskId: string }): Promise<void> {
  await transaction(async (tx) => {
    const ofNote = tx.select().from(generations).where(eq(generations.id, generationId));
    const [unlocked] = await ofNote;
    // Locked, the connection first as everywhere: several processes that share the folder may find the same note.
    if (unlocked) await lockConnection(tx, unlocked.connectionId);
    const [generation] = await ofNote.for("update");
    if (!generation) log().error({ generationId, taskId }, "a noted task is of no generation in this database");
    if (generation && generation.providerTaskId !== taskId) await recordAccepted(tx, generation, taskId);
  });
  await forgetAccepted(generationId);
}

/** Writes down what came of a paid call, with what follows from it, in one transaction. */
async function recordOutcome({ generation, grant }: SubmissionTurn, outcome: SubmitOutcome): Promise<void> {
  await transaction(async (tx) => {
    if ("limits" in outcome) {
      const { limits } = outcome;
      await noteAnswer(tx, generation.connectionId, grant, { limits, limited: outcome.kind === "rate-limited" });
    }
    switch (outcome.kind) {
      case "accepted":
        return recordAccepted(tx, generation, outcome.taskId);
      case "rate-limited":
        await waitUntil(tx, generation.connectionId, outcome.retryAt);
        return backToQueue(tx, generation, { errorCode: "PROVIDER_LIMITED", at: outcome.retryAt });
      case "not-sent":
        return recordNotSent(tx, generation, outcome.reason);
      case "rejected":
        return recordRejected(tx, generation, outcome);
      case "unknown":
        if (await mayAskAgain(tx, generation)) return recordUnanswered(tx, generation, outcome.reason);
        await recordUnknown(tx, generation.id);
    }
  });
}

/** A task id always counts, in whatever state the generation is by now: a paid task is never dropped. */
export async function recordAccepted(tx: Database, generation: GenerationRow, taskId: string): Promise<void> {
  const now = new Date();
  const nextAttemptAt = new Date(now.getTime() + syncDelayMs(0));
  const accepted = await tx
    .update(generations)
    .set({
      state: "waiting",
      providerTaskId: taskId,
      acceptedAt: now,
      leaseExpiresAt: null,
      nextAttemptAt,
      unsentTries: 0,
      errorCode: null,
      finishedAt: null,
      consumedCredits: null,
      creditCertainty: null,
      // One that was dismissed and thrown away comes back with its task: it is paid for.
      deletedAt: null,
    })
    .where(and(eq(generations.id, generation.id), inArray(generations.state, statesBefore("waiting"))))
    .returning({ id: generations.id });
  if (accepted.length === 0) throw new Error(`The task of generation ${generation.id} could not be recorded`);
  // What it costs is open again: it may have been given back or written off meanwhile.
  await holdAgain(tx, { userId: generation.userId, generationId: generation.id }, generation.priceCredits);
  if (await isAdopted(tx, generation, taskId)) return endAsAdopted(tx, generation);
  await enqueue(tx, "turns", { connectionId: generation.connectionId }, { startAfter: nextAttemptAt });
}

/** Whether the task was added by its id while the call that made it was under way: then it has a generation already. */
async function isAdopted(tx: Database, { id, connectionId }: GenerationRow, taskId: string): Promise<boolean> {
  const ofTask = and(eq(generations.connectionId, connectionId), eq(generations.providerTaskId, taskId));
  return (await tx.$count(generations, and(ofTask, ne(generations.id, id), isNull(generations.submittedAt)))) > 0;
}

/** One order is one purchase: its credits and its videos stay with the generation that was added, which says all. */
async function endAsAdopted(tx: Database, { id, userId }: GenerationRow): Promise<void> {
  await tx
    .update(generations)
    .set({
      state: "failed",
      providerTaskId: null,
      nextAttemptAt: null,
      finishedAt: new Date(),
      errorCode: "TASK_ADOPTED",
      consumedCredits: 0,
      creditCertainty: "reported",
    })
    .where(eq(generations.id, id));
  await release(tx, { userId, generationId: id });
}

async function recordNotSent(tx: Database, generation: GenerationRow, reason: string): Promise<void> {
  const tries = generation.unsentTries + 1;
  const delayMs = backoffMs(tries, 1_000, 60_000, Math.random());
  const at = new Date(Date.now() + delayMs);
  await waitUntil(tx, generation.connectionId, at);
  if (tries >= UNSENT_TRIES_MAX) await pause(tx, generation.connectionId, "unreachable");
  await backToQueue(tx, generation, { errorCode: "PROVIDER_UNREACHABLE", at, unsentTries: tries });
  log().warn({ generationId: generation.id, reason, tries }, "the provider could not be reached; nothing was sent");
}

async function recordRejected(
  tx: Database,
  generation: GenerationRow,
  outcome: Extract<SubmitOutcome, { kind: "rejected" }>,
): Promise<void> {
  if (outcome.because === "request") {
    const failed = await tx
      .update(generations)
      .set({
        state: "failed",
        leaseExpiresAt: null,
        nextAttemptAt: null,
        finishedAt: new Date(),
        errorCode: "PROVIDER_REJECTED",
        providerMessage: outcome.message,
        consumedCredits: 0,
        creditCertainty: "reported",
      })
      .where(and(eq(generations.id, generation.id), eq(generations.state, "submitting")))
      .returning({ id: generations.id });
    if (failed.length > 0) await release(tx, { userId: generation.userId, generationId: generation.id });
    return;
  }
  const errorCode = outcome.because === "token" ? "TOKEN_REFUSED" : "OUT_OF_CREDITS";
  if ((await currentVersion(tx, generation.connectionId))?.id !== generation.connectionVersionId) {
    // The token was replaced while the call was under way, perhaps by another account's: the refusal is of the old one.
    return backToQueue(tx, generation, { errorCode, at: new Date() });
  }
  await pause(tx, generation.connectionId, outcome.because === "token" ? "token_refused" : "out_of_credits");
  await backToQueue(tx, generation, { errorCode });
}

/** Nothing was bought: the generation waits again, its credits still held. Without `at`, until the connection resumes. */
async function backToQueue(
  tx: Database,
  generation: GenerationRow,
  next: { errorCode: string; at?: Date; unsentTries?: number },
): Promise<void> {
  const back = await tx
    .update(generations)
    .set({
      ...UNSENT,
      nextAttemptAt: next.at ?? null,
      unsentTries: next.unsentTries ?? 0,
      errorCode: next.errorCode,
    })
    .where(and(eq(generations.id, generation.id), eq(generations.state, "submitting")))
    .returning({ id: generations.id });
  if (back.length === 0) return;
  const [connection] = await tx.select().from(connections).where(eq(connections.id, generation.connectionId));
  if (connection?.deletedAt) {
    await cancelQueued(tx, generation, "CONNECTION_DELETED");
  } else if (next.at) {
    await enqueue(tx, "turns", { connectionId: generation.connectionId }, { startAfter: next.at });
  }
}

/** The built-in engine gave no answer that can be used: it is asked again, by the same key, however often it takes. */
async function recordUnanswered(tx: Database, generation: GenerationRow, reason: string): Promise<void> {
  const tries = generation.unsentTries + 1;
  const at = new Date(Date.now() + backoffMs(tries, 1_000, 60_000, Math.random()));
  await backToQueue(tx, generation, { errorCode: "PROVIDER_UNREACHABLE", at, unsentTries: tries });
  log().warn({ generationId: generation.id, reason, tries }, "the built-in engine gave no answer and is asked again");
}

/** Nobody knows whether it was bought: never sent again by itself. Its credits stay held, in doubt. */
async function recordUnknown(tx: Database, generationId: string): Promise<void> {
  await tx
    .update(generations)
    .set({ state: "unknown", leaseExpiresAt: null, nextAttemptAt: null, errorCode: "OUTCOME_UNKNOWN" })
    .where(and(eq(generations.id, generationId), eq(generations.state, "submitting")));
}

/**
 * Ends claims whose process died: what may be asked again waits for that, anything else becomes `unknown`,
 * for the paid call may have been made.
 * @returns how many there were
 */
export async function reapAbandonedSubmissions(): Promise<number> {
  const abandoned = and(eq(generations.state, "submitting"), sql`${generations.leaseExpiresAt} < now()`);
  const askedAgain = await askAbandonedAgain(abandoned);
  const db = await database();
  const reaped = await db
    .update(generations)
    .set({ state: "unknown", leaseExpiresAt: null, nextAttemptAt: null, errorCode: "INTERRUPTED" })
    .where(abandoned)
    .returning({ id: generations.id });
  return askedAgain + reaped.length;
}
