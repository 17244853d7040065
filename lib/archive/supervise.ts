import "server-only";
import { DOWNLOAD_LIMITS } from "#lib/archive/download-limits";
import { AppError } from "#lib/domain/app-error";
import { beginsLikeVideo, SIGNATURE_BYTES } from "#lib/media/video-signature";
import { requireRoom } from "#lib/storage/room";

/** How many bytes are written between two looks at the room on the disk. */
const ROOM_EVERY_BYTES = 16 * 1024 ** 2;

interface Supervision {
  /** Bytes that an earlier try brought, and that come before these. */
  haveBytes: number;
  /** Where the bytes are written. */
  folder: string;
}

/**
 * Passes on the bytes of a download while it deserves it: they begin like a video, come fast enough, end
 * in time, are not too many, and there is room for them.
 * @throws {AppError} INVALID_VIDEO, DOWNLOAD_FAILED, VIDEO_TOO_LARGE or STORAGE_FULL
 */
export async function* supervise(
  body: AsyncIterable<Uint8Array>,
  { haveBytes, folder }: Supervision,
): AsyncGenerator<Uint8Array> {
  const { maxBytes, windowMs, leastBytes, totalMs } = DOWNLOAD_LIMITS;
  const startedAt = Date.now();
  let window = { since: startedAt, bytes: 0 };
  let sizeBytes = haveBytes;
  let roomFor = ROOM_EVERY_BYTES;
  let head = new Uint8Array(0);

  for await (const chunk of body) {
    if (haveBytes === 0 && head.length < SIGNATURE_BYTES) {
      head = Buffer.concat([head, chunk]).subarray(0, SIGNATURE_BYTES);
      if (head.length === SIGNATURE_BYTES && !beginsLikeVideo(head)) {
        throw new AppError("INVALID_VIDEO", { detail: "the bytes begin like no video" });
      }
    }
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw new AppError("VIDEO_TOO_LARGE", { detail: `more than ${maxBytes} bytes` });
    roomFor -= chunk.length;
    if (roomFor < 0) {
      await requireRoom(folder, 0);
      roomFor = ROOM_EVERY_BYTES;
    }
    const now = Date.now();
    window.bytes += chunk.length;
    if (now - window.since >= windowMs) {
      if (window.bytes < leastBytes) throw failed(`only ${window.bytes} bytes came in ${now - window.since} ms`);
      window = { since: now, bytes: 0 };
    }
    if (now - startedAt > totalMs) throw failed(`not done after ${totalMs} ms`);
    yield chunk;
  }
}

function failed(detail: string): AppError {
  return new AppError("DOWNLOAD_FAILED", { retryable: true, detail });
}
