/**
 * A process of its own that is let in by the built-in API: told keys, it calls with each in turn, all calls
 * at once, and tells how much of its limit each was told to have left, by key.
 */
import { closeDatabase } from "#db/client";
import { admitCaller } from "#lib/engine/admit-caller";

process.on("message", async ({ keys, calls }: { keys: string[]; calls: number }) => {
  const admissions = Array.from({ length: calls }, async (_, call) => {
    const key = keys[call % keys.length] ?? "";
    const { limit } = await admitCaller(`Bearer ${key}`);
    return [key, limit.remaining, limit.exceeded] as const;
  });
  process.send?.(await Promise.all(admissions));
  await closeDatabase();
  process.disconnect();
});
// What every process has to open first is open before the others are told to begin.
await admitCaller(`Bearer rk_${"x".repeat(43)}`).catch(() => {});
process.send?.("ready");
