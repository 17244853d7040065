import "server-only";
import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { namesIn } from "#lib/archive/incoming";
import { incomingFolder } from "#lib/storage/archive-storage";

const ID = "[0-9a-f-]{36}";
/** What the server makes for the length of one piece of work: frames, chains being stitched, uploads, dumps for a backup. */
const OF_THE_SERVER = new RegExp(`^(?:frame-${ID}\\.\\w+|stitch-${ID}-\\d+|${ID}\\.part|backup-\\w{6})$`);
/** What a command makes that works beside the server. */
const OF_COMMANDS = new RegExp(`^migrate-${ID}$`);
/** Younger ones may belong to another process that is alive. */
const LEAVE_ALONE_MS = 24 * 60 * 60_000;

/**
 * Removes what killed processes have left of work that begins anew: nothing in it is of any use. Downloads are
 * another matter, for `cleanIncoming`.
 * @param isSoleOwner no other server shares the folder: all that is older than this process is nobody's
 * @returns how many
 */
export async function cleanLeftovers({ isSoleOwner }: { isSoleOwner: boolean }): Promise<number> {
  const folder = incomingFolder();
  const dayAgo = Date.now() - LEAVE_ALONE_MS;
  const startedAt = Date.now() - process.uptime() * 1_000;
  let removed = 0;
  for (const name of await namesIn(folder)) {
    if (!OF_THE_SERVER.test(name) && !OF_COMMANDS.test(name)) continue;
    const usedUntil = isSoleOwner && OF_THE_SERVER.test(name) ? startedAt : dayAgo;
    const facts = await stat(path.join(folder, name)).catch(() => undefined);
    if (!facts || facts.mtimeMs >= usedUntil) continue;
    await rm(path.join(folder, name), { recursive: true, force: true });
    removed += 1;
  }
  return removed;
}
