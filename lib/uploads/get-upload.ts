import "server-only";
import { and, eq, isNull } from "drizzle-orm";
import { database } from "#db/client";
import { uploads } from "#db/schema/uploads";
import { AppError } from "#lib/domain/app-error";

/**
 * The file of an upload, for whoever has its name.
 * @throws {AppError} NOT_FOUND for a name that was never given out or is given out no more
 */
export async function getUpload(name: string) {
  const db = await database();
  const [upload] = await db
    .select()
    .from(uploads)
    .where(and(eq(uploads.name, name), isNull(uploads.erasedAt)));
  if (!upload?.storageKey) throw new AppError("NOT_FOUND");
  const { storageKey, mediaType, sha256 } = upload;
  return { storageKey, mediaType, etag: sha256, fileName: `start-image.${name.split(".").at(-1)}` };
}
