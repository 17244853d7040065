import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { connections } from "#db/schema/users";
import { addVersion } from "#lib/connections/add-version";

/** Gives a new account its connection to the built-in engine: ready to use and free of charge. */
export async function addPreviewConnection(tx: Database, userId: string, engineKey: string): Promise<void> {
  const id = uuidv7();
  await tx.insert(connections).values({ id, userId, kind: "preview", name: "Preview" });
  await addVersion(tx, id, { baseUrl: null, token: engineKey });
}
