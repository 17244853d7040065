import "server-only";
import { setTimeout } from "node:timers/promises";
import { transaction } from "#db/transaction";
import { sendGeneration } from "#lib/generations/dispatch-generation";
import { duringPaidCall } from "#lib/generations/paid-calls";
import { syncGeneration } from "#lib/generations/sync-generation";
import { type NoTurn, type Turn, takeTurn } from "#lib/generations/turns";
import { log } from "#lib/log";
import { enqueue } from "#lib/queue/enqueue";

/** Requests that one process has under way for one connection. */
export const CALLS_AT_ONCE = 24;
/** Turns that are nearer than this are waited for; for others there is a job. */
const WAIT_AT_MOST_MS = 3_000;
/** While it waits for a turn, something may come up that has an earlier one. */
const LOOK_AGAIN_MS = 1_000;
/** A turn that failed for a reason of ours is not followed by the next at once. */
const AFTER_FAULT_MS = 1_000;

const STOPPED: NoTurn = { kind: "none", lookAgainAt: null };

/**
 * Makes a connection's requests as their turns come, until there is nothing to do for a while. Any
 * number of processes may do so at once: who gets a turn is decided in the database.
 */
export async function workConnection(connectionId: string, stopping: AbortSignal): Promise<void> {
  const underWay = new Set<Promise<void>>();
  while (!stopping.aborted) {
    if (underWay.size >= CALLS_AT_ONCE) await Promise.race(underWay);
    const { taken, done } = beginTurn(connectionId);
    underWay.add(done);
    void done.finally(() => underWay.delete(done));
    const turn = await taken;
    if (turn.kind !== "none") continue;
    await done;
    const startAfter = turn.lookAgainAt;
    const waitMs = startAfter ? startAfter.getTime() - Date.now() : Number.POSITIVE_INFINITY;
    // Until its last call has ended, this process leaves every wake-up call of the connection to others.
    if (waitMs > WAIT_AT_MOST_MS && underWay.size === 0) {
      if (startAfter) await transaction((tx) => enqueue(tx, "turns", { connectionId }, { startAfter }));
      break;
    }
    await setTimeout(Math.min(Math.max(waitMs, 10), LOOK_AGAIN_MS), undefined, { signal: stopping }).catch(
      () => undefined,
    );
  }
  await Promise.all(underWay);
}

/** Takes the next turn and makes its request: `taken` tells which, `done` ends with its recording. Neither fails. */
function beginTurn(connectionId: string): { taken: Promise<Turn | NoTurn>; done: Promise<void> } {
  const { promise: taken, resolve } = Promise.withResolvers<Turn | NoTurn>();
  const work = duringPaidCall(async () => {
    const turn = await takeTurn(connectionId);
    resolve(turn);
    if (turn.kind === "submission") await sendGeneration(turn);
    if (turn.kind === "status") await syncGeneration(turn.generationId, turn.grant);
  });
  const done = work
    .catch((err: unknown) => {
      log().error({ err, connectionId }, "a turn went wrong; what it was for comes up again");
      resolve({ kind: "none", lookAgainAt: new Date(Date.now() + AFTER_FAULT_MS) });
    })
    // A process that is stopping begins nothing.
    .finally(() => resolve(STOPPED));
  return { taken, done };
}
