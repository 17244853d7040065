import "server-only";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "#db/client";
import { uploads, uploadUses } from "#db/schema/uploads";
import { AppError } from "#lib/domain/app-error";
import type { ConnectionKind } from "#lib/domain/credits";
import { UPLOAD_PATH, uploadNameIn } from "#lib/domain/uploads";
import { engineUrl, env, ownOrigin } from "#lib/env";
import { publicAddress } from "#lib/uploads/upload-reach";

/** An upload as it is sent to a provider. */
interface ClaimedUpload {
  name: string;
  /** Its whole address, by which the provider reads it. */
  url: string;
}

/**
 * Finds the user's uploads among the addresses of start images and keeps them alive, in `tx`. The map
 * has those that are uploads; all others are addresses elsewhere. Whatever origin an upload was sent by
 * before, it is sent by the one that `kind` of provider reads today.
 * @throws {AppError} UPLOAD_GONE where one has been erased or is another's; UPLOAD_NOT_PUBLIC where an
 * outside provider could not read it
 */
export async function claimUploads(
  tx: Database,
  userId: string,
  addresses: readonly string[],
  kind: ConnectionKind,
): Promise<Map<string, ClaimedUpload>> {
  const named = new Map([...new Set(addresses)].map((address) => [address, uploadNameIn(address)]));
  const names = [...named.values()].filter((name) => name !== null);
  if (names.length === 0) return new Map();
  // Written, not only read: the clean-up, which goes by this instant, then waits for us and looks again.
  const kept = await tx
    .update(uploads)
    .set({ lastUsedAt: new Date() })
    .where(and(inArray(uploads.name, names), eq(uploads.userId, userId), isNull(uploads.erasedAt)))
    .returning({ name: uploads.name });
  const alive = new Set(kept.map(({ name }) => name));
  const base = kind === "preview" ? engineUrl() : publicAddress();
  const claimed = new Map<string, ClaimedUpload>();
  for (const [address, name] of named) {
    if (name === null || (!alive.has(name) && !isOurs(address))) continue;
    if (!alive.has(name)) throw new AppError("UPLOAD_GONE");
    if (base === null) throw new AppError("UPLOAD_NOT_PUBLIC");
    claimed.set(address, { name, url: `${base}${UPLOAD_PATH}${name}` });
  }
  return claimed;
}

/** Notes which generations uploads go with, in `tx`: they live at least as long as those need them. */
export async function noteUses(
  tx: Database,
  uses: readonly { uploadName: string; generationId: string }[],
  kind: ConnectionKind,
): Promise<void> {
  if (uses.length === 0) return;
  const publicUrl = kind === "preview" ? null : publicAddress();
  await tx.insert(uploadUses).values(uses.map((use) => ({ ...use, publicUrl })));
}

function isOurs(address: string): boolean {
  if (address.startsWith("/")) return true;
  const { PUBLIC_URL, PORT } = env();
  const bases = [PUBLIC_URL, engineUrl(), ownOrigin(), `http://localhost:${PORT}`];
  return bases.some((base) => base !== undefined && new URL(base).origin === new URL(address).origin);
}
