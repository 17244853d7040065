import "server-only";
import { and, asc, count, desc, eq, gt, inArray, isNotNull, lte, min, type SQL, sql } from "drizzle-orm";
import type { Database } from "#db/client";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { type ConnectionRow, currentVersion, type VersionRow } from "#lib/connections/find-connection";
import { countRequest, lockConnection, paceOf } from "#lib/connections/pace";
import { isUsable, openTarget } from "#lib/connections/target";
import { nextRequestAt, type Pace, ratePerMinute } from "#lib/domain/pacing";
import { openTasksMax, READ_WITHIN_MS, SLOW_TASK_MS } from "#lib/domain/schedules";
import type { GenerationRow } from "#lib/generations/view";
import type { ProviderTarget } from "#lib/provider/call";
import { SUBMIT_TIMEOUT_MS } from "#lib/provider/submit-generation";

/** One request that may be made now; whoever got the turn is the only one to make it. */
export type Turn =
  | { kind: "submission"; grant: number; generation: GenerationRow; target: ProviderTarget }
  | { kind: "status"; grant: number; generationId: string };

/** No turn now; there may be one at `lookAgainAt`, or not before something else happens. */
export interface NoTurn {
  kind: "none";
  lookAgainAt: Date | null;
}

/** How long a claim to send lasts: more than twice the call's time-out, so that a live caller never loses it. */
export const LEASE_MS = 2.5 * SUBMIT_TIMEOUT_MS;
/** A status read whose process died is due again after this. */
const READ_CLAIM_MS = 20_000;
/** Of twenty requests these are kept for status reads that are due: 15 %. */
const KEPT_FOR_READS = 3;

/**
 * Gives away the next request of a connection, if its pace allows one now: a status read that has waited
 * as long as any may; else a new generation, its batches taking turns; else whatever status read is due.
 * The claim and the count are one transaction under the connection's lock, which all processes share.
 * @param generationId only this generation's submission, for somebody who waits for it
 */
export function takeTurn(connectionId: string, generationId?: string): Promise<Turn | NoTurn> {
  return transaction(async (tx) => {
    const now = new Date();
    const connection = await lockConnection(tx, connectionId);
    if (!connection) return { kind: "none", lookAgainAt: null };
    const pace = paceOf(connection, now);
    const allowedAt = Math.max(nextRequestAt(pace, now.getTime()), connection.notBefore?.getTime() ?? 0);
    const route = connection.pausedReason ? undefined : await routeOf(tx, connection);
    const mayAdd = route !== undefined && (await openTasks(tx, connection, now)) < openTasksMax(ratePerMinute(pace));
    if (allowedAt <= now.getTime()) {
      const work = generationId
        ? await namedSubmission(tx, connection, generationId)
        : await nextWork(tx, connection, pace, mayAdd, now);
      if (work?.state === "queued" && route) {
        const generation = await claimToSend(tx, work, route.version, now);
        const grant = await countRequest(tx, connection, now);
        return { kind: "submission", grant, generation, target: route.target };
      }
      if (work && work.state !== "queued") {
        const nextAttemptAt = new Date(now.getTime() + READ_CLAIM_MS);
        await tx.update(generations).set({ nextAttemptAt }).where(eq(generations.id, work.id));
        return { kind: "status", grant: await countRequest(tx, connection, now), generationId: work.id };
      }
    }
    const dueAt = await nextDueAt(tx, connection, mayAdd);
    return { kind: "none", lookAgainAt: dueAt && new Date(Math.max(dueAt.getTime(), allowedAt)) };
  });
}

const OPEN = ["waiting", "running"] as const;

interface Route {
  version: VersionRow;
  target: ProviderTarget;
}

/** Where new generations go; where no token can be used, what is queued waits for one to be entered again. */
async function routeOf(tx: Database, connection: ConnectionRow): Promise<Route | undefined> {
  const version = await currentVersion(tx, connection.id);
  const target = version && isUsable(version) ? openTarget(version) : undefined;
  if (version && target) return { version, target };
  await tx
    .update(generations)
    .set({ nextAttemptAt: null, errorCode: "CONNECTION_HAS_NO_TOKEN" })
    .where(and(ofState(connection, ["queued"]), isNotNull(generations.nextAttemptAt)));
  return undefined;
}

function ofState(connection: ConnectionRow, states: GenerationRow["state"][]): SQL | undefined {
  return and(eq(generations.connectionId, connection.id), inArray(generations.state, states));
}

/** Tasks under way that want a status read every few seconds, or soon will. */
async function openTasks(tx: Database, connection: ConnectionRow, now: Date): Promise<number> {
  const young = gt(generations.submittedAt, new Date(now.getTime() - SLOW_TASK_MS));
  const [open] = await tx
    .select({ tasks: count() })
    .from(generations)
    .where(and(ofState(connection, ["submitting", ...OPEN]), young));
  return open?.tasks ?? 0;
}

async function nextWork(
  tx: Database,
  connection: ConnectionRow,
  pace: Pace,
  mayAdd: boolean,
  now: Date,
): Promise<GenerationRow | undefined> {
  const read = await longestUnread(tx, connection, now);
  const isLate = read !== undefined && lastReadOf(read) <= now.getTime() - READ_WITHIN_MS;
  if (isLate || (read && (pace.grants * KEPT_FOR_READS) % 20 < KEPT_FOR_READS)) return read;
  return (mayAdd ? await nextSubmission(tx, connection, now) : undefined) ?? read;
}

const lastReadOf = (generation: GenerationRow) =>
  (generation.lastCheckedAt ?? generation.acceptedAt ?? generation.createdAt).getTime();

/** Of the tasks whose next status read is due, the one that was not heard of for longest. */
async function longestUnread(tx: Database, connection: ConnectionRow, now: Date): Promise<GenerationRow | undefined> {
  const [read] = await tx
    .select()
    .from(generations)
    .where(and(ofState(connection, [...OPEN]), lte(generations.nextAttemptAt, now)))
    .orderBy(asc(sql`coalesce(${generations.lastCheckedAt}, ${generations.acceptedAt}, ${generations.createdAt})`))
    .limit(1);
  return read;
}

/** The next of the batch that was served longest ago, or not yet. */
async function nextSubmission(tx: Database, connection: ConnectionRow, now: Date): Promise<GenerationRow | undefined> {
  const isDue = and(ofState(connection, ["queued"]), lte(generations.nextAttemptAt, now));
  const batches = tx
    .select({ batchId: generations.batchId, firstAt: min(generations.createdAt).as("first_at") })
    .from(generations)
    .where(isDue)
    .groupBy(generations.batchId)
    .as("batches");
  const servedAt = sql`(select max(served.submitted_at) from ${generations} served where served.batch_id = ${batches.batchId})`;
  const [batch] = await tx
    .select({ id: batches.batchId })
    .from(batches)
    .orderBy(sql`${servedAt} nulls first`, asc(batches.firstAt), asc(batches.batchId))
    .limit(1);
  if (!batch) return undefined;
  const [next] = await tx
    .select()
    .from(generations)
    .where(and(isDue, eq(generations.batchId, batch.id)))
    .orderBy(desc(generations.unsentTries), asc(generations.createdAt), asc(generations.id))
    .limit(1)
    .for("update");
  return next;
}

async function namedSubmission(
  tx: Database,
  connection: ConnectionRow,
  generationId: string,
): Promise<GenerationRow | undefined> {
  const [named] = await tx
    .select()
    .from(generations)
    .where(and(eq(generations.id, generationId), ofState(connection, ["queued"])))
    .for("update");
  return named;
}

/** Makes this caller the only one to send a generation, whose row it has locked. */
async function claimToSend(
  tx: Database,
  generation: GenerationRow,
  version: VersionRow,
  now: Date,
): Promise<GenerationRow> {
  const [claimed] = await tx
    .update(generations)
    .set({
      state: "submitting",
      connectionVersionId: version.id,
      submittedAt: now,
      // By the database's clock, by which its end is judged: those of several machines may differ.
      leaseExpiresAt: sql`now() + make_interval(secs => ${LEASE_MS / 1_000})`,
      errorCode: null,
      providerMessage: null,
    })
    .where(and(eq(generations.id, generation.id), eq(generations.state, "queued")))
    .returning();
  if (!claimed) throw new Error(`Generation ${generation.id} was taken from under its lock`);
  return claimed;
}

async function nextDueAt(tx: Database, connection: ConnectionRow, mayAdd: boolean): Promise<Date | null> {
  const [next] = await tx
    .select({ at: min(generations.nextAttemptAt) })
    .from(generations)
    .where(ofState(connection, mayAdd ? ["queued", ...OPEN] : [...OPEN]));
  return next?.at ?? null;
}
