import "server-only";
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { copyFile, readFile, rm, stat, writeFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { AppError } from "#lib/domain/app-error";
import { guardedFetch } from "#lib/net/guarded-fetch";

/** Largest output that is kept. */
const MAX_BYTES = 1024 ** 3;
/** How long a download may stand still. */
const IDLE_TIMEOUT_MS = 30_000;

/** What a partial download has to know to go on: from where, and which version of the bytes. */
const partialSchema = z.object({ url: z.string(), validator: z.string().nullable() });

/**
 * Downloads `url` into `file`, going on where an earlier try stopped if the server can tell that the
 * bytes are still the same.
 * @param allowedOrigins origins that may be private: the connection's own base URL
 * @throws {AppError} DOWNLOAD_GONE for 403, 404 and 410; DOWNLOAD_REFUSED by the guard; DOWNLOAD_FAILED otherwise
 */
export async function download(url: string, file: string, allowedOrigins: string[]): Promise<void> {
  const noteFile = `${file}.json`;
  const partial = await readPartial(noteFile, url);
  const have = partial?.validator ? await sizeOf(file) : 0;
  const headers: Record<string, string> =
    have > 0 && partial?.validator ? { range: `bytes=${have}-`, "if-range": partial.validator } : {};
  const answer = await guardedFetch(url, { allowedOrigins, timeoutMs: IDLE_TIMEOUT_MS, maxBytes: MAX_BYTES, headers });
  if ([403, 404, 410].includes(answer.status)) {
    throw new AppError("DOWNLOAD_GONE", { detail: `HTTP ${answer.status}` });
  }
  if (answer.status === 416) await rm(file, { force: true });
  if (answer.status !== 200 && answer.status !== 206) {
    throw new AppError("DOWNLOAD_FAILED", { retryable: true, detail: `HTTP ${answer.status}` });
  }
  const goesOn = answer.status === 206 && startOf(answer.headers) === have && have > 0;
  if (answer.status === 206 && !goesOn) {
    await rm(file, { force: true });
    throw new AppError("DOWNLOAD_FAILED", { retryable: true, detail: "the server answered another range" });
  }
  if (!goesOn) await writeFile(noteFile, JSON.stringify({ url, validator: validatorOf(answer.headers) }));
  await pipeline(answer.body, createWriteStream(file, { flags: goesOn ? "a" : "w" }));
  await requireWhole(file, answer.headers, goesOn ? have : 0);
}

/** Copies a partial download with what it has to know to go on. */
export async function copyDownload(from: string, to: string): Promise<void> {
  if ((await sizeOf(from)) === 0) return;
  await copyFile(from, to);
  await copyFile(`${from}.json`, `${to}.json`);
}

/** Removes a download and what is remembered of it. */
export async function forgetDownload(file: string): Promise<void> {
  await rm(file, { force: true });
  await rm(`${file}.json`, { force: true });
}

/** SHA-256 of a local file, in hexadecimal. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

async function readPartial(noteFile: string, url: string): Promise<z.infer<typeof partialSchema> | undefined> {
  try {
    const note = partialSchema.parse(JSON.parse(await readFile(noteFile, "utf8")));
    return note.url === url ? note : undefined;
  } catch {
    // No note, or one that a power cut left half-written: start over.
    return undefined;
  }
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

/** A connection that closes early can look like an end; the length that was promised tells. */
async function requireWhole(file: string, headers: Headers, before: number): Promise<void> {
  const promised = headers.get("content-length");
  if (promised === null || headers.has("content-encoding")) return;
  if ((await sizeOf(file)) !== before + Number(promised)) {
    throw new AppError("DOWNLOAD_FAILED", { retryable: true, detail: "the download ended early" });
  }
}
