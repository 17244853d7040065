import "server-only";
import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { DOWNLOAD_LIMITS } from "#lib/archive/download-limits";
import { readNote, writeNote } from "#lib/archive/download-note";
import { supervise } from "#lib/archive/supervise";
import { AppError } from "#lib/domain/app-error";
import { type GuardedResponse, guardedFetch } from "#lib/net/guarded-fetch";
import { requireRoom } from "#lib/storage/room";

/**
 * Downloads `url` into `file`, going on where an earlier try stopped if the server can tell that the
 * bytes are still the same.
 * @param allowedOrigins origins that may be private: the connection's own base URL
 * @throws {AppError} DOWNLOAD_GONE for 403, 404 and 410; DOWNLOAD_REFUSED by the guard; VIDEO_TOO_LARGE;
 * INVALID_VIDEO for bytes that begin like no video; STORAGE_FULL; DOWNLOAD_FAILED otherwise
 */
export async function download(url: string, file: string, allowedOrigins: string[]): Promise<void> {
  const folder = path.dirname(file);
  await requireRoom(folder, 0);
  const note = await readNote(file);
  const validator = note?.url === url ? note.validator : null;
  const have = validator ? await sizeOf(file) : 0;
  const answer = await guardedFetch(url, {
    allowedOrigins,
    timeoutMs: DOWNLOAD_LIMITS.idleTimeoutMs,
    // The guard's limit lies well beyond ours, which is told in words of its own.
    maxBytes: 2 * DOWNLOAD_LIMITS.maxBytes,
    headers: have > 0 && validator ? { range: `bytes=${have}-`, "if-range": validator } : {},
  });
  try {
    const goesOn = await understand(answer, file, have, validator);
    const haveBytes = goesOn ? have : 0;
    const promised = promisedBytes(answer.headers);
    if (haveBytes + (promised ?? 0) > DOWNLOAD_LIMITS.maxBytes) {
      throw new AppError("VIDEO_TOO_LARGE", { detail: `${promised} bytes are announced` });
    }
    await requireRoom(folder, promised ?? 0);
    if (!goesOn) await writeNote(file, { url, validator: validatorOf(answer.headers) });
    const bytes = supervise(answer.body, { haveBytes, folder });
    await pipeline(bytes, createWriteStream(file, { flags: goesOn ? "a" : "w", mode: 0o600 }));
    // A connection that closes early can look like an end; the length that was promised tells.
    if (promised !== undefined && (await sizeOf(file)) !== haveBytes + promised) {
      throw new AppError("DOWNLOAD_FAILED", { retryable: true, detail: "the download ended early" });
    }
  } finally {
    answer.close();
  }
}

/**
 * Whether the answer's bytes go on behind the `have` that are there, of the file that `validator` names; throws
 * for an answer without bytes.
 */
async function understand(
  { status, headers }: GuardedResponse,
  file: string,
  have: number,
  validator: string | null,
): Promise<boolean> {
  if ([403, 404, 410].includes(status)) throw new AppError("DOWNLOAD_GONE", { detail: `HTTP ${status}` });
  if (status === 416) await rm(file, { force: true });
  if (status !== 200 && status !== 206) {
    throw new AppError("DOWNLOAD_FAILED", { retryable: true, detail: `HTTP ${status}` });
  }
  // Not every server heeds `If-Range`; the tag of what it sends instead tells all the same.
  const isSame = !headers.has("etag") || headers.get("etag") === validator;
  const goesOn = status === 206 && startOf(headers) === have && have > 0 && isSame;
  if (status === 206 && !goesOn) {
    await rm(file, { force: true });
    throw new AppError("DOWNLOAD_FAILED", { retryable: true, detail: "the server answered another range" });
  }
  return goesOn;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch {
    return 0;
  }
}

/** A strong validator for `If-Range` (RFC 9110, section 13.1.5). */
function validatorOf(headers: Headers): string | null {
  const etag = headers.get("etag");
  return etag && !etag.startsWith("W/") ? etag : null;
}

function startOf(headers: Headers): number | undefined {
  const [, start] = /^bytes (\d+)-/.exec(headers.get("content-range") ?? "") ?? [];
  return start === undefined ? undefined : Number(start);
}

function promisedBytes(headers: Headers): number | undefined {
  const promised = headers.get("content-length");
  return promised === null || headers.has("content-encoding") ? undefined : Number(promised);
}
