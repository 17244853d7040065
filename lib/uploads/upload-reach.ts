import "server-only";
import { and, eq } from "drizzle-orm";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import { uploadUses } from "#db/schema/uploads";
import type { UploadReach } from "#lib/domain/uploads";
import { env } from "#lib/env";
import { isPublicHttpUrl } from "#lib/net/public-url";

/** How a provider on the internet reaches this server; null where it can't. */
export function publicAddress(): string | null {
  const { PUBLIC_URL } = env();
  return PUBLIC_URL && isPublicHttpUrl(PUBLIC_URL) ? PUBLIC_URL : null;
}

/** Whether an outside provider can read uploads, as far as is known: a video made from one is the proof. */
export async function uploadReach(): Promise<UploadReach> {
  const publicUrl = publicAddress();
  if (!publicUrl) return "private";
  const db = await database();
  const [proof] = await db
    .select({ id: generations.id })
    .from(uploadUses)
    .innerJoin(generations, eq(generations.id, uploadUses.generationId))
    .where(and(eq(uploadUses.publicUrl, publicUrl), eq(generations.state, "succeeded")))
    .limit(1);
  return proof ? "verified" : "unverified";
}
