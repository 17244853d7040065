import "server-only";
import { closeDatabase } from "#db/client";
import { FolderLockedError } from "#db/folder-lock";
import { BackupError } from "#lib/backup/backup-error";
import { EnvironmentError } from "#lib/env";

const STATES_OF_A_SERVER = /^(E[A-Z]+|28\w{3}|3D000|08\w{3}|42501)$/;

/**
 * Runs a command of the command line to its end: 0 when it went well, otherwise what it returned, or 1 and
 * one sentence for whoever typed it.
 */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    process.exitCode = 1;
    console.error(`\n${sentenceOf(error)}\n`);
  } finally {
    await closeDatabase().catch(() => undefined);
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof FolderLockedError) return "Stop the server first: it has the embedded database open.";
  if (error instanceof BackupError || error instanceof EnvironmentError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof Error && STATES_OF_A_SERVER.test(code)) return `It can't be done: ${error.message}.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
