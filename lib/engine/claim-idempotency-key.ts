import "server-only";
import { createHash } from "node:crypto";
import { and, eq, lt, sql } from "drizzle-orm";
import { v4 as uuidv4 } from "uuid";
import { type Database, database } from "#db/client";
import { engineIdempotency } from "#db/schema/engine";
import type { StrictGenerateRequest } from "#lib/contract/generate";
import { ApiError } from "#lib/engine/api-error";

const KEY_MAX_CHARACTERS = 255;
/** How long a first request may be in flight before its key is free again: its process died. */
const IN_FLIGHT_SECONDS = 60;
const KEPT_HOURS = 24;

/** The right to answer for an `Idempotency-Key`. */
export interface IdempotencyClaim {
  accountId: string;
  key: string;
  claimId: string;
}

/**
 * The `Idempotency-Key` of a request; undefined when there is none.
 * @throws {ApiError} INVALID_REQUEST when it has not 1 to 255 characters.
 */
export function idempotencyKey(headers: Headers): string | undefined {
  const key = headers.get("idempotency-key");
  if (key === null) return undefined;
  if (key.length >= 1 && key.length <= KEY_MAX_CHARACTERS) return key;
  throw new ApiError("INVALID_REQUEST", "Invalid request: The Idempotency-Key header must have 1 to 255 characters");
}

/**
 * Claims a key of an account for a request, or tells which task it already stands for.
 * @throws {ApiError} IDEMPOTENCY_CONFLICT when the key was used for another body, or its first request
 * is still in flight.
 */
export async function claimIdempotencyKey(
  accountId: string,
  key: string,
  request: StrictGenerateRequest,
): Promise<{ claim: IdempotencyClaim } | { taskId: string }> {
  const db = await database();
  const requestHash = hashRequest(request);
  const claimId = uuidv4();
  const fresh = {
    requestHash,
    claimId,
    taskId: null,
    expiresAt: sql`now() + make_interval(secs => ${IN_FLIGHT_SECONDS})`,
  };
  const [claimed] = await db
    .insert(engineIdempotency)
    .values({ accountId, key, ...fresh })
    .onConflictDoUpdate({
      target: [engineIdempotency.accountId, engineIdempotency.key],
      set: fresh,
      setWhere: lt(engineIdempotency.expiresAt, sql`now()`),
    })
    .returning({ claimId: engineIdempotency.claimId });
  if (claimed) return { claim: { accountId, key, claimId } };

  const [held] = await db
    .select({ requestHash: engineIdempotency.requestHash, taskId: engineIdempotency.taskId })
    .from(engineIdempotency)
    .where(and(eq(engineIdempotency.accountId, accountId), eq(engineIdempotency.key, key)));
  if (held && held.requestHash !== requestHash) {
    throw new ApiError("IDEMPOTENCY_CONFLICT", "Conflict: This Idempotency-Key was used with another body");
  }
  if (held?.taskId) return { taskId: held.taskId };
  throw new ApiError("IDEMPOTENCY_CONFLICT", "Conflict: The first request with this Idempotency-Key is in flight");
}

/**
 * Ties a claimed key to its task for 24 hours, in the transaction that accepts the task.
 * @throws {ApiError} IDEMPOTENCY_CONFLICT when the claim was lost to another request in the meantime.
 */
export async function fulfilIdempotencyClaim(tx: Database, claim: IdempotencyClaim, taskId: string): Promise<void> {
  const kept = await tx
    .update(engineIdempotency)
    .set({ taskId, expiresAt: sql`now() + make_interval(hours => ${KEPT_HOURS})` })
    .where(ownedBy(claim))
    .returning({ key: engineIdempotency.key });
  if (kept.length > 0) return;
  throw new ApiError("IDEMPOTENCY_CONFLICT", "Conflict: Another request with this Idempotency-Key is in flight");
}

/** Frees a claimed key whose request came to nothing, so that it can be sent again. */
export async function releaseIdempotencyClaim(claim: IdempotencyClaim): Promise<void> {
  const db = await database();
  await db.delete(engineIdempotency).where(ownedBy(claim));
}

function ownedBy({ accountId, key, claimId }: IdempotencyClaim) {
  return and(
    eq(engineIdempotency.accountId, accountId),
    eq(engineIdempotency.key, key),
    eq(engineIdempotency.claimId, claimId),
  );
}

function hashRequest({ mode, prompt, ratio, images }: StrictGenerateRequest): string {
  return createHash("sha256")
    .update(JSON.stringify([mode, prompt, ratio, images]))
    .digest("hex");
}
