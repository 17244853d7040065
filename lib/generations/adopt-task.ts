import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { type Database, database } from "#db/client";
import { generations } from "#db/schema/generations";
import { transaction } from "#db/transaction";
import { type ConnectionRow, findConnection, type VersionRow } from "#lib/connections/find-connection";
import { countOne, lockConnection, noteAnswer } from "#lib/connections/pace";
import { waitUntil } from "#lib/connections/pause";
import { isUsable, targetOf } from "#lib/connections/target";
import type { adoptInput } from "#lib/contract/action";
import type { GenerationView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { priceOf } from "#lib/domain/credits";
import { PROMPT_MAX_CHARACTERS } from "#lib/domain/prompts";
import { recordAccepted } from "#lib/generations/dispatch-generation";
import { findGeneration, viewGeneration } from "#lib/generations/find-generation";
import { recordStatus } from "#lib/generations/sync-generation";
import type { GenerationRow } from "#lib/generations/view";
import { hold } from "#lib/ledger/entries";
import { readStatus, type StatusOutcome } from "#lib/provider/read-status";
import { nudge } from "#lib/queue/enqueue";

interface Adopted {
  generation: GenerationView;
  /** It was in the library already; nothing was added. */
  known: boolean;
}

type Task = Extract<StatusOutcome, { kind: "task" }>;

/**
 * Takes a task that was made elsewhere (by a program, on the provider's site, by a copy of this studio)
 * into a user's library: its status is read first, and nothing is saved unless the provider knows it. Its price
 * is held and settled by what the provider reports, as of any other. The same task of a connection twice is
 * the one that is there. A task that is the outcome of a call in doubt goes to that generation instead.
 * @throws {AppError} CONNECTION_MISSING, CONNECTION_HAS_NO_TOKEN, TASK_NOT_KNOWN, TOKEN_REFUSED,
 * PROVIDER_LIMITED, PROVIDER_UNREACHABLE, PROVIDER_UNREADABLE; NOT_FOUND, or CONFLICT for a generation that is not in doubt
 */
export async function adoptTask(userId: string, input: z.output<typeof adoptInput>): Promise<Adopted> {
  const { connection, version } = await findConnection(await database(), userId, input.connectionId);
  const known = await findKnown(await database(), connection.id, input.taskId);
  if (known) return { generation: await viewGeneration(await database(), userId, known.id), known: true };
  if (!isUsable(version)) throw new AppError("CONNECTION_HAS_NO_TOKEN");
  const grant = await countOne(connection.id);
  const outcome = await readStatus(targetOf(version), input.taskId);
  const task = await requireTask(connection.id, grant, outcome);
  const adopted = await transaction(async (tx) => {
    await lockConnection(tx, connection.id);
    const meanwhile = await findKnown(tx, connection.id, input.taskId);
    if (meanwhile) return { generation: await viewGeneration(tx, userId, meanwhile.id), known: true };
    const generation = input.generationId
      ? await giveToDoubtful(tx, userId, { ...input, generationId: input.generationId }, version)
      : await addAdopted(tx, connection, version, input.taskId, task);
    await recordStatus(tx, generation, grant, outcome);
    return { generation: await viewGeneration(tx, userId, generation.id), known: false };
  });
  nudge("archive");
  nudge("turns");
  return adopted;
}

async function findKnown(db: Database, connectionId: string, taskId: string): Promise<{ id: string } | undefined> {
  const [known] = await db
    .select({ id: generations.id })
    .from(generations)
    .where(and(eq(generations.connectionId, connectionId), eq(generations.providerTaskId, taskId)));
  return known;
}

/** The task that a status read told of; learns from every other answer and says what it was. */
async function requireTask(connectionId: string, grant: number, outcome: StatusOutcome): Promise<Task> {
  if (outcome.kind === "task") return outcome;
  await transaction(async (tx) => {
    if (!("limits" in outcome)) return;
    await noteAnswer(tx, connectionId, grant, { limits: outcome.limits, limited: outcome.kind === "rate-limited" });
    if (outcome.kind === "rate-limited") await waitUntil(tx, connectionId, outcome.retryAt);
  });
  switch (outcome.kind) {
    case "task-unknown":
      throw new AppError("TASK_NOT_KNOWN");
    case "token-refused":
      throw new AppError("TOKEN_REFUSED");
    case "rate-limited": {
      const retryAfterSeconds = Math.max(1, Math.ceil((outcome.retryAt.getTime() - Date.now()) / 1_000));
      throw new AppError("PROVIDER_LIMITED", { retryable: true, retryAfterSeconds });
    }
    case "unreachable":
      throw new AppError("PROVIDER_UNREACHABLE", { retryable: true, detail: outcome.reason });
    case "unreadable":
      throw new AppError("PROVIDER_UNREADABLE", { retryable: true, detail: outcome.reason });
  }
}

/** What the API takes for granted where a request does not say (`mode` and `ratio` of the API page). */
const UNSAID = { mode: "normal", ratio: "1:1" };
const WORD_MAX_CHARACTERS = 40;
const IMAGES_MAX = 7;
const URL_MAX_CHARACTERS = 2_048;

/** Adds a generation for the task and holds its price. Without its prompt it goes by its task id. */
async function addAdopted(
  tx: Database,
  connection: ConnectionRow,
  version: VersionRow,
  taskId: string,
  { request, urls }: Task,
): Promise<GenerationRow> {
  const now = new Date();
  const prompt = Array.from(request?.prompt || taskId)
    .slice(0, PROMPT_MAX_CHARACTERS)
    .join("");
  const isLink = (url: string) => URL.canParse(url) && /^https?:/.test(url) && url.length <= URL_MAX_CHARACTERS;
  const id = uuidv7();
  const [generation] = await tx
    .insert(generations)
    .values({
      id,
      userId: connection.userId,
      connectionId: connection.id,
      connectionVersionId: version.id,
      batchId: uuidv7(),
      mode: request?.mode?.slice(0, WORD_MAX_CHARACTERS) || UNSAID.mode,
      prompt,
      ratio: request?.ratio?.slice(0, WORD_MAX_CHARACTERS) || UNSAID.ratio,
      imageUrls: (request?.images ?? []).filter(isLink).slice(0, IMAGES_MAX),
      state: "waiting",
      providerTaskId: taskId,
      priceCredits: priceOf(connection.kind),
      expectedVideos: Math.max(1, urls.length),
      acceptedAt: now,
      nextAttemptAt: now,
    })
    .returning();
  if (!generation) throw new Error("The adopted task was not saved");
  await hold(tx, { userId: connection.userId, generationId: id }, generation.priceCredits);
  return generation;
}

/** The task is what became of a call whose answer was lost, as if its id had come late. */
async function giveToDoubtful(
  tx: Database,
  userId: string,
  { generationId, connectionId, taskId }: { generationId: string; connectionId: string; taskId: string },
  version: VersionRow,
): Promise<GenerationRow> {
  const doubtful = await findGeneration(tx, userId, generationId);
  const isInDoubt = inArray(generations.state, ["unknown", "dismissed"]);
  const taken = await tx
    .update(generations)
    .set({ connectionVersionId: doubtful.connectionVersionId ?? version.id })
    .where(and(eq(generations.id, generationId), eq(generations.connectionId, connectionId), isInDoubt))
    .returning();
  if (taken.length === 0) throw new AppError("CONFLICT");
  await recordAccepted(tx, doubtful, taskId);
  return findGeneration(tx, userId, generationId);
}
