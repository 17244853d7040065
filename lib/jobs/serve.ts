import "server-only";
import { setTimeout } from "node:timers/promises";
import { closeDatabase, databaseHandle } from "#db/client";
import { FolderLockedError } from "#db/folder-lock";
import { migrate } from "#db/migrate";
import { firstAccountCode } from "#lib/auth/invites";
import { EnvironmentError, env, ownOrigin } from "#lib/env";
import { finishPaidCalls } from "#lib/generations/paid-calls";
import { mendRequests } from "#lib/http/mend-requests";
import { startTimers } from "#lib/jobs/timers";
import { startWorkers } from "#lib/jobs/work";
import { log } from "#lib/log";
import { boss, stopBoss, stopTakingJobs } from "#lib/queue/boss";

const LEAST_NODE_MAJOR = 22;
const STOP_WITHIN_MS = 40_000;

declare global {
  var reelkeepServing: boolean | undefined;
}

/**
 * Brings the server up: settings, database, migrations, job queue; then, once it answers, the workers.
 * Next.js holds requests until this returns, so it waits for nothing of our own over HTTP. A fault here
 * ends the process with one sentence, since Next.js would live on and answer 500.
 */
export async function serve(): Promise<void> {
  // The development server calls this again after a change; what runs goes on.
  if (globalThis.reelkeepServing) return;
  globalThis.reelkeepServing = true;
  try {
    requireNode();
    env();
    mendRequests();
    await openDatabase();
    await boss();
  } catch (error) {
    leave(error);
  }
  const stopping = new AbortController();
  stopOnSignals(stopping);
  void workWhenReady(stopping.signal).catch(leave);
}

/** Faults of the system or of a connection, by which a person can tell what to mend. */
const PLAIN_FAULTS = /^(E[A-Z]+|28\w{3}|3D000|08\w{3})$/;

async function openDatabase(): Promise<void> {
  try {
    await migrate(await databaseHandle());
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!(error instanceof Error) || !PLAIN_FAULTS.test(code)) throw error;
    const { DATABASE_URL, DATA_DIR } = env();
    const what = DATABASE_URL ? "The database that DATABASE_URL names" : `The data folder ${DATA_DIR}`;
    throw new EnvironmentError(`${what} can't be used: ${error.message}.`);
  }
}

function requireNode(): void {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < LEAST_NODE_MAJOR) {
    throw new EnvironmentError(
      `Node ${LEAST_NODE_MAJOR} or newer is needed to run the server; this is ${process.versions.node}. Start it with "npm start".`,
    );
  }
}

function leave(error: unknown): never {
  const isSentence = error instanceof EnvironmentError || error instanceof FolderLockedError;
  console.error(isSentence ? `\n${error.message}\n` : error);
  process.exit(1);
}

async function workWhenReady(stopping: AbortSignal): Promise<void> {
  const origin = ownOrigin();
  while (!(await answers(`${origin}/api/ready`))) {
    if (stopping.aborted) return;
    await setTimeout(100);
  }
  await startTimers(stopping);
  await startWorkers(stopping);
  const address = env().PUBLIC_URL ?? origin.replace("127.0.0.1", "localhost");
  console.log(`\n  Reelkeep is ready: ${address}\n`);
  const code = await firstAccountCode();
  if (code) console.log(`  Create the first account with this one-time code: ${code}\n`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** A terminal signals the whole group and the starter forwards its own: both are one wish. */
const SAME_WISH_MS = 3_000;

/**
 * On SIGTERM or SIGINT: begins nothing, lets paid calls be made and recorded, closes the queue, then the
 * database. The same again some seconds later ends the process at once.
 */
function stopOnSignals(stopping: AbortController): void {
  let wishedAt = 0;
  const stop = async () => {
    if (stopping.signal.aborted) {
      if (Date.now() - wishedAt > SAME_WISH_MS) process.exit(1);
      return;
    }
    wishedAt = Date.now();
    stopping.abort();
    globalThis.setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    try {
      await stopTakingJobs();
      await finishPaidCalls();
      await stopBoss(10_000);
      await closeDatabase();
      process.exit(0);
    } catch (err) {
      log().error({ err }, "stopping went wrong");
      process.exit(1);
    }
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop());
  // Started by another process of ours: never outlive it, even when it was killed.
  if (process.connected) process.once("disconnect", () => void stop());
}
