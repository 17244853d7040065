import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { Database } from "#db/client";
import { connections } from "#db/schema/users";
import { transaction } from "#db/transaction";
import { addVersion } from "#lib/connections/add-version";
import type { ConnectionRow } from "#lib/connections/find-connection";
import { connectionViewOf } from "#lib/connections/list-connections";
import { unpause } from "#lib/connections/pause";
import type { ConnectionView } from "#lib/contract/studio";
import { AppError } from "#lib/domain/app-error";
import { env } from "#lib/env";

/** A bearer token as RFC 6750 (section 2.1) writes it, with or without the word in front, as people paste it. */
const pastedToken = z
  .string()
  .trim()
  .transform((text) => text.replace(/^bearer\s+/i, ""))
  .pipe(
    z
      .string()
      .min(8)
      .max(1_024)
      .regex(/^[A-Za-z0-9\-._~+/|:]+=*$/),
  );

/**
 * Saves a user's GrokImagine token, in place of the one before if there is one, for the base URL that
 * this server has now. What was sent with the old token keeps it.
 * @throws {AppError} TOKEN_INVALID when the text can't be a bearer token.
 */
export async function saveToken(userId: string, text: string): Promise<ConnectionView> {
  const token = pastedToken.safeParse(text);
  if (!token.success) throw new AppError("TOKEN_INVALID");
  return transaction(async (tx) => {
    const connection = (await findGrokImagine(tx, userId)) ?? (await addGrokImagine(tx, userId));
    const version = await addVersion(tx, connection.id, { baseUrl: env().GROKIMAGINE_BASE_URL, token: token.data });
    // A token mends what a token broke; a pause by its owner is theirs to end.
    if (connection.pausedReason === "user") return connectionViewOf(connection, version);
    await unpause(tx, connection.id);
    return connectionViewOf({ ...connection, pausedReason: null }, version);
  });
}

async function findGrokImagine(tx: Database, userId: string): Promise<ConnectionRow | undefined> {
  const mine = and(eq(connections.userId, userId), eq(connections.kind, "grokimagine"), isNull(connections.deletedAt));
  const [connection] = await tx.select().from(connections).where(mine).for("update");
  return connection;
}

async function addGrokImagine(tx: Database, userId: string): Promise<ConnectionRow> {
  const values = { id: uuidv7(), userId, kind: "grokimagine" as const, name: "GrokImagine" };
  const [connection] = await tx.insert(connections).values(values).onConflictDoNothing().returning();
  if (!connection) throw new AppError("CONFLICT", { retryable: true });
  return connection;
}
