import "server-only";
import { setTimeout } from "node:timers/promises";
import { deriveKey } from "#lib/auth/app-secret";
import { firstAccountCode } from "#lib/auth/invites";
import { EnvironmentError, env, ownOrigin } from "#lib/env";
import { mendRequests } from "#lib/http/mend-requests";
import { answerOperator } from "#lib/jobs/answer-operator";
import { leave, openProcess } from "#lib/jobs/open-process";
import { stopOnSignals } from "#lib/jobs/stop-on-signals";
import { startTimers } from "#lib/jobs/timers";
import { startWorkers } from "#lib/jobs/work";

declare global {
  var reelkeepServing: boolean | undefined;
}

/**
 * Brings the server up: settings, database, migrations, job queue; then, once it answers, the workers,
 * unless they are processes of their own. Next.js holds requests until this returns, so it waits for
 * nothing of our own over HTTP. A fault here ends the process with one sentence, since Next.js would live
 * on and answer 500.
 */
export async function serve(): Promise<void> {
  // The development server calls this again after a change; what runs goes on.
  if (globalThis.reelkeepServing) return;
  globalThis.reelkeepServing = true;
  try {
    requireSomebodyToWork();
    mendRequests();
    await openProcess();
    answerOperator();
    // The secret is there from the start, for workers that share the folder.
    deriveKey("vault");
  } catch (error) {
    leave(error);
  }
  const stopping = stopOnSignals();
  void workWhenReady(stopping).catch(leave);
}

function requireSomebodyToWork(): void {
  const { WORKER, DATABASE_URL } = env();
  if (WORKER === "off" && !DATABASE_URL) {
    throw new EnvironmentError(
      "WORKER=off needs DATABASE_URL: the embedded database belongs to one process, which has to do the work itself.",
    );
  }
}

async function workWhenReady(stopping: AbortSignal): Promise<void> {
  const origin = ownOrigin();
  while (!(await answers(`${origin}/api/ready`))) {
    if (stopping.aborted) return;
    await setTimeout(100);
  }
  if (env().WORKER === "on") {
    await startTimers(stopping);
    await startWorkers(stopping);
  }
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
