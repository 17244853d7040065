import "server-only";
import { setTimeout } from "node:timers/promises";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { type Database, database } from "#db/client";
import { generations } from "#db/schema/generations";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { currentVersion, type VersionRow } from "#lib/connections/find-connection";
import { noteUse, pause, waitUntil } from "#lib/connections/pause";
import { isUsable, targetOf } from "#lib/connections/target";
import { statesBefore } from "#lib/domain/generation-state";
import { backoffMs, syncDelayMs, UNSENT_TRIES_MAX } from "#lib/domain/schedules";
import { forgetAccepted, listAccepted, noteAccepted } from "#lib/generations/accepted-notes";
import { cancelQueued } from "#lib/generations/cancel-generation";
import { duringPaidCall } from "#lib/generations/paid-calls";
import type { GenerationRow } from "#lib/generations/view";
import { release } from "#lib/ledger/entries";
import { log } from "#lib/log";
import { SUBMIT_TIMEOUT_MS, type SubmitOutcome, submitGeneration } from "#lib/provider/submit-generation";
import { enqueue, nudge } from "#lib/queue/enqueue";

/** How long a claim to send lasts: more than twice the call's time-out, so that a live caller never loses it. */
const LEASE_MS = 2.5 * SUBMIT_TIMEOUT_MS;

/**
 * Sends one queued generation to its provider: claims it, makes the one paid call outside any
 * transaction, and records the outcome. Called by the submitting action and by workers alike; whoever
 * claims it is the only one to send it.
 */
export async function dispatchGeneration(generationId: string): Promise<void> {
  const ready = await readyToSend(generationId);
  if (ready) await duringPaidCall(() => claimAndSend(generationId, ready));
}

type Ready = NonNullable<Awaited<ReturnType<typeof readyToSend>>>;

async function claimAndSend(generationId: string, ready: Ready): Promise<void> {
  const claimed = await claim(generationId, ready.version.id);
  if (!claimed) return;
  const outcome = await submitGeneration(
    ready.target,
    { mode: claimed.mode, prompt: claimed.prompt, ratio: claimed.ratio, images: claimed.imageUrls },
    claimed.id,
  );
  const { kind } = outcome;
  // The task id is worth money: it is in the log even if the database can't take it.
  const taskId = kind === "accepted" ? outcome.taskId : undefined;
  log().info({ generationId, outcome: kind, taskId }, "a generation was sent");
  if (taskId) await noteAccepted(generationId, taskId);
  await recordStubbornly(claimed, outcome);
  if (taskId) {
    await forgetAccepted(generationId);
    nudge("sync");
  }
}

const RECORD_TRIES = 5;

/**
 * What came of a paid call must not be lost to a hiccup of the database: tried again well within the
 * lease. A task id that can't be recorded even so stays noted on disk for the sweep.
 */
async function recordStubbornly(generation: GenerationRow, outcome: SubmitOutcome): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await recordOutcome(generation, outcome);
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
 * @returns how many there were
 */
export async function recoverAccepted(): Promise<number> {
  const noted = await listAccepted(LEASE_MS);
  for (const { generationId, taskId } of noted) {
    await transaction(async (tx) => {
      const [generation] = await tx.select().from(generations).where(eq(generations.id, generationId));
      if (generation && generation.providerTaskId !== taskId) await recordAccepted(tx, generation, taskId);
    });
    await forgetAccepted(generationId);
  }
  return noted.length;
}

/** What is needed to send a generation now; undefined where it must not be sent, or not yet. */
async function readyToSend(generationId: string) {
  const db = await database();
  const [row] = await db
    .select({ generation: generations, connection: connections })
    .from(generations)
    .innerJoin(connections, eq(connections.id, generations.connectionId))
    .where(and(eq(generations.id, generationId), eq(generations.state, "queued"), isNull(connections.pausedReason)));
  if (!row) return undefined;
  const notBefore = row.connection.notBefore;
  if (notBefore && notBefore.getTime() > Date.now()) {
    await tryAgainAt(db, generationId, notBefore);
    return undefined;
  }
  const version = await currentVersion(db, row.connection.id);
  if (!version || !isUsable(version)) {
    // The server's base URL has changed since the token was saved: it waits for the token to be entered again.
    const waiting = { nextAttemptAt: null, errorCode: "CONNECTION_HAS_NO_TOKEN" };
    await db
      .update(generations)
      .set(waiting)
      .where(and(eq(generations.id, generationId), eq(generations.state, "queued")));
    return undefined;
  }
  return { version, target: targetOf(version) };
}

async function tryAgainAt(tx: Database, generationId: string, instant: Date): Promise<void> {
  await tx.update(generations).set({ nextAttemptAt: instant }).where(eq(generations.id, generationId));
  await enqueue(tx, "dispatch", { generationId }, { startAfter: instant });
}

/** The conditional update that makes this process the only one to send the generation. */
async function claim(generationId: string, versionId: VersionRow["id"]): Promise<GenerationRow | undefined> {
  const db = await database();
  const [claimed] = await db
    .update(generations)
    .set({
      state: "submitting",
      connectionVersionId: versionId,
      submittedAt: new Date(),
      leaseExpiresAt: new Date(Date.now() + LEASE_MS),
      errorCode: null,
      providerMessage: null,
    })
    .where(and(eq(generations.id, generationId), eq(generations.state, "queued")))
    .returning();
  return claimed;
}

/** Writes down what came of a paid call, with what follows from it, in one transaction. */
async function recordOutcome(generation: GenerationRow, outcome: SubmitOutcome): Promise<void> {
  await transaction(async (tx) => {
    if ("limits" in outcome) await noteUse(tx, generation.connectionId, outcome.limits);
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
        await recordUnknown(tx, generation.id);
    }
  });
}

/** A task id always counts, in whatever state the generation is by now: a paid task is never dropped. */
async function recordAccepted(tx: Database, generation: GenerationRow, taskId: string): Promise<void> {
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
    })
    .where(and(eq(generations.id, generation.id), inArray(generations.state, statesBefore("waiting"))))
    .returning({ id: generations.id });
  if (accepted.length === 0) throw new Error(`The task of generation ${generation.id} could not be recorded`);
  await enqueue(tx, "sync", { generationId: generation.id }, { startAfter: nextAttemptAt });
}

async function recordNotSent(tx: Database, generation: GenerationRow, reason: string): Promise<void> {
  const tries = generation.unsentTries + 1;
  const delayMs = backoffMs(tries, 1_000, 60_000, Math.random());
  const at = new Date(Date.now() + delayMs);
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
  if (
    outcome.because === "token" &&
    (await currentVersion(tx, generation.connectionId))?.id !== generation.connectionVersionId
  ) {
    // The token was replaced while the call was under way: the refusal is of the old one.
    return backToQueue(tx, generation, { errorCode: "TOKEN_REFUSED", at: new Date() });
  }
  const reason = outcome.because === "token" ? "token_refused" : "out_of_credits";
  await pause(tx, generation.connectionId, reason);
  await backToQueue(tx, generation, { errorCode: reason === "token_refused" ? "TOKEN_REFUSED" : "OUT_OF_CREDITS" });
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
      state: "queued",
      leaseExpiresAt: null,
      submittedAt: null,
      connectionVersionId: null,
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
    await enqueue(tx, "dispatch", { generationId: generation.id }, { startAfter: next.at });
  }
}

/** Nobody knows whether it was bought: never sent again by itself. Its credits stay held, in doubt. */
async function recordUnknown(tx: Database, generationId: string): Promise<void> {
  await tx
    .update(generations)
    .set({ state: "unknown", leaseExpiresAt: null, nextAttemptAt: null, errorCode: "OUTCOME_UNKNOWN" })
    .where(and(eq(generations.id, generationId), eq(generations.state, "submitting")));
}

/**
 * Turns claims whose process died into `unknown`: the paid call may have been made.
 * @returns how many there were
 */
export async function reapAbandonedSubmissions(): Promise<number> {
  const db = await database();
  const reaped = await db
    .update(generations)
    .set({ state: "unknown", leaseExpiresAt: null, nextAttemptAt: null, errorCode: "INTERRUPTED" })
    .where(and(eq(generations.state, "submitting"), sql`${generations.leaseExpiresAt} < now()`))
    .returning({ id: generations.id });
  return reaped.length;
}
