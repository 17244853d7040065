import "server-only";
import { writeFile } from "node:fs/promises";
import sharp from "sharp";
import { FAILURE_REASONS } from "#lib/contract/status";
import { AppError } from "#lib/domain/app-error";
import { UPLOAD_PATH } from "#lib/domain/uploads";
import { TaskFailure } from "#lib/engine/task-failure";
import { engineUrl, env, ownOrigin } from "#lib/env";
import { type GuardedResponse, guardedFetch } from "#lib/net/guarded-fetch";

const MAX_BYTES = 10 * 1024 * 1024;
const TIME_LIMIT_MS = 10_000;
/** Beyond this, a small file unfolds to more memory than a renderer has. */
const MAX_PIXELS = 64_000_000;
const FORMATS = ["jpeg", "png", "webp"];
/** What of this server a start image may come from, wherever it listens: outputs and uploads. */
const OWN_PATHS = ["/v1/files/", UPLOAD_PATH];

/**
 * Brings the start image of a task to `path`.
 * @throws {TaskFailure} in the API's words: unreachable, or no JPEG, PNG or WEBP of at most 10 MB.
 * An abort of `signal` rethrows its reason.
 * @param timeLimitMs from the first look-up to the last byte
 */
export async function fetchImage(
  url: string,
  path: string,
  signal: AbortSignal,
  timeLimitMs = TIME_LIMIT_MS,
): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeLimitMs)]);
  let bytes: Buffer;
  try {
    bytes = await download(url, limit);
  } catch (error) {
    if (signal.aborted || error instanceof TaskFailure) throw error;
    throw new TaskFailure(FAILURE_REASONS.network, error);
  }
  await checkImage(bytes);
  await writeFile(path, bytes);
}

async function download(url: string, signal: AbortSignal): Promise<Buffer> {
  const own = isOwn(url);
  const response = await guardedFetch(url, {
    ...(own && { allowedOrigins: [new URL(url).origin], maxRedirects: 0 }),
    timeoutMs: TIME_LIMIT_MS,
    maxBytes: Number.POSITIVE_INFINITY,
    signal,
  });
  return readAll(response);
}

async function readAll(response: GuardedResponse): Promise<Buffer> {
  if (response.status !== 200) {
    response.close();
    throw new AppError("DOWNLOAD_FAILED", { detail: `the image's server answered ${response.status}` });
  }
  // Told at once where the server says so: a slow connection would make another reason of it.
  if (Number(response.headers.get("content-length")) > MAX_BYTES) {
    response.close();
    throw new TaskFailure(FAILURE_REASONS.fileType);
  }
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_BYTES) throw new TaskFailure(FAILURE_REASONS.fileType);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function isOwn(url: string): boolean {
  const { origin, pathname } = new URL(url);
  const { PUBLIC_URL, PORT } = env();
  const bases = [PUBLIC_URL, engineUrl(), ownOrigin(), `http://localhost:${PORT}`];
  const ours = bases.flatMap((base) => (base ? [new URL(base).origin] : []));
  return ours.includes(origin) && OWN_PATHS.some((path) => pathname.startsWith(path));
}

/** By content, never by name or header. Reads the image's header only; the renderer's child decodes it. */
async function checkImage(bytes: Buffer): Promise<void> {
  const facts = await sharp(bytes, { limitInputPixels: MAX_PIXELS })
    .metadata()
    .catch(() => undefined);
  if (facts && FORMATS.includes(facts.format) && facts.width * facts.height <= MAX_PIXELS) return;
  throw new TaskFailure(FAILURE_REASONS.fileType);
}
