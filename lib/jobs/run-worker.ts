import "server-only";
import { existsSync } from "node:fs";
import path from "node:path";
import { desc, isNotNull } from "drizzle-orm";
import { database } from "#db/client";
import { connectionVersions } from "#db/schema/users";
import { openTarget } from "#lib/connections/target";
import { EnvironmentError, env } from "#lib/env";
import { leave, openProcess } from "#lib/jobs/open-process";
import { stopOnSignals } from "#lib/jobs/stop-on-signals";
import { startTimers } from "#lib/jobs/timers";
import { startWorkers } from "#lib/jobs/work";

/** So many stored tokens are tried with this process's secret. */
const TOKENS_TRIED = 20;

/**
 * Runs the workers alone, beside web processes on the same PostgreSQL and the same data folder. Whatever
 * would make it work against them instead of with them ends it with one sentence.
 */
export async function runWorker(): Promise<void> {
  try {
    requireShared();
    await openProcess();
    await requireSameSecret();
  } catch (error) {
    leave(error);
  }
  const stopping = stopOnSignals();
  try {
    await startTimers(stopping);
    await startWorkers(stopping);
  } catch (error) {
    leave(error);
  }
  console.log("\n  The worker is ready.\n");
}

function requireShared(): void {
  const { DATABASE_URL, ENGINE_URL, APP_SECRET, DATA_DIR } = env();
  if (!DATABASE_URL) {
    throw new EnvironmentError(
      "A worker of its own needs DATABASE_URL: the embedded database belongs to one process, in which `npm start` works too.",
    );
  }
  if (!ENGINE_URL) {
    throw new EnvironmentError(
      "A worker of its own needs ENGINE_URL, the address of a web process, for example ENGINE_URL=http://127.0.0.1:3000.",
    );
  }
  // Made up here, a secret would open none of the tokens that the web process stores.
  if (!APP_SECRET && !existsSync(path.join(DATA_DIR, "secret"))) {
    throw new EnvironmentError(
      `There is no secret in ${DATA_DIR}: start the web process first, and give the worker the same DATA_DIR.`,
    );
  }
}

/** With another secret every stored token would look lost, and what waits would be told so. */
async function requireSameSecret(): Promise<void> {
  const db = await database();
  const stored = await db
    .select()
    .from(connectionVersions)
    .where(isNotNull(connectionVersions.tokenSealed))
    .orderBy(desc(connectionVersions.id))
    .limit(TOKENS_TRIED);
  if (stored.length > 0 && !stored.some((version) => openTarget(version))) {
    throw new EnvironmentError(
      "The stored tokens were sealed with another secret: give the worker the DATA_DIR or the APP_SECRET of the web process.",
    );
  }
}
