import "server-only";
import { databaseHandle } from "#db/client";
import { FolderLockedError } from "#db/folder-lock";
import { migrate } from "#db/migrate";
import { EnvironmentError, env } from "#lib/env";
import { boss } from "#lib/queue/boss";

const LEAST_NODE_MAJOR = 22;

/**
 * What every process of ours begins with: Node, settings, database with its migrations, job queue.
 * @throws {EnvironmentError | FolderLockedError} a sentence that a person can act on; see `leave`
 */
export async function openProcess(): Promise<void> {
  requireNode();
  env();
  await openDatabase();
  await boss();
}

/** Ends the process with one sentence where the fault is one, and with all that is known otherwise. */
export function leave(error: unknown): never {
  const isSentence = error instanceof EnvironmentError || error instanceof FolderLockedError;
  console.error(isSentence ? `\n${error.message}\n` : error);
  process.exit(1);
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
