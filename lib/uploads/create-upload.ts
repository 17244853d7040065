import "server-only";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database } from "#db/client";
import { uploads } from "#db/schema/uploads";
import { AppError } from "#lib/domain/app-error";
import { UPLOAD_PATH } from "#lib/domain/uploads";
import { cleanImage } from "#lib/media/clean-image";
import { archiveStorage, incomingFolder } from "#lib/storage/archive-storage";

/** What one user may have here at a time: it bounds what an account can store. */
const MAX_BYTES_PER_USER = 1024 * 1024 * 1024;

/** A start image on this server. */
export interface Upload {
  /** Its address on this server, from `/` on: good as an entry of a generation's images. */
  url: string;
  /** Pixels. */
  width: number;
  height: number;
}

/**
 * Keeps a picture as a start image for `userId`: the bytes of a JPEG, PNG or WEBP, cleaned as
 * `cleanImage` says. Anybody who has the address can read it, as a provider must; it can't be guessed.
 * It lives as `eraseUnusedUploads` says.
 * @throws {AppError} UPLOAD_NOT_AN_IMAGE, UPLOADS_FULL
 */
export async function createUpload(userId: string, bytes: Buffer): Promise<Upload> {
  const image = await cleanImage(bytes);
  const db = await database();
  const [kept] = await db
    .select({ sizeBytes: sql`coalesce(sum(${uploads.sizeBytes}), 0)`.mapWith(Number) })
    .from(uploads)
    .where(and(eq(uploads.userId, userId), isNull(uploads.erasedAt)));
  if ((kept?.sizeBytes ?? 0) + image.bytes.byteLength > MAX_BYTES_PER_USER) throw new AppError("UPLOADS_FULL");
  const name = `${randomBytes(24).toString("base64url")}.${image.extension}`;
  const storageKey = `uploads/${uuidv7()}.${image.extension}`;
  await store(storageKey, image.bytes);
  await db.insert(uploads).values({
    name,
    userId,
    storageKey,
    mediaType: image.mediaType,
    sizeBytes: image.bytes.byteLength,
    width: image.width,
    height: image.height,
    sha256: createHash("sha256").update(image.bytes).digest("hex"),
  });
  return { url: `${UPLOAD_PATH}${name}`, width: image.width, height: image.height };
}

async function store(storageKey: string, bytes: Buffer): Promise<void> {
  const folder = incomingFolder();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${randomUUID()}.part`);
  try {
    await writeFile(file, bytes);
    await archiveStorage().put(storageKey, file);
  } finally {
    await rm(file, { force: true });
  }
}
