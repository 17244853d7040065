import "server-only";
import { open, stat } from "node:fs/promises";
import { EncodedPacketSink, FilePathSource, Input, MATROSKA, MP4, QTFF, WEBM } from "mediabunny";
import { AppError } from "#lib/domain/app-error";

const MEDIA_TYPES = {
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  mkv: "video/x-matroska",
} as const;

type VideoContainer = keyof typeof MEDIA_TYPES;
/** The containers that we keep; also their files' extensions. */
export const VIDEO_CONTAINERS: readonly VideoContainer[] = ["mp4", "mov", "webm", "mkv"];

export interface VideoFacts {
  /** As shown: rotation and pixel shape applied. */
  width: number;
  height: number;
  durationSeconds: number;
  frames: number;
  codec: string;
  container: VideoContainer;
  sizeBytes: number;
  mediaType: string;
}

const LIMITS = { sizeBytes: 1024 ** 3, durationSeconds: 600, pixels: 8192 * 4320, frames: 100_000, boxes: 100_000 };

/**
 * Reads what a local video file is, from its container alone: no pixel is decoded, and no address
 * inside the file is followed (HLS and other playlists are not among the formats).
 * @throws {AppError} INVALID_VIDEO for anything that is not one whole video within limits.
 */
export async function probeVideo(file: string): Promise<VideoFacts> {
  const { size: sizeBytes } = await stat(file);
  if (sizeBytes === 0) throw invalid("the file is empty");
  if (sizeBytes > LIMITS.sizeBytes) throw invalid(`the file has ${sizeBytes} bytes`);
  const input = new Input({ source: new FilePathSource(file), formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const facts = await readFacts(input);
    if (facts.container === "mp4" || facts.container === "mov") await checkBoxes(file, sizeBytes);
    return { ...facts, sizeBytes };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw invalid("the container can't be read", error);
  } finally {
    input.dispose();
  }
}

async function readFacts(input: Input): Promise<Omit<VideoFacts, "sizeBytes">> {
  if (!(await input.canRead())) throw invalid("not an MP4, MOV, WebM or Matroska file");
  const container = containerOf(await input.getFormat());
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw invalid("no video track");
  const codec = await track.getCodec();
  if (!codec) throw invalid("unknown video codec");

  const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
  // A cut faststart file keeps a perfect index: only the missing bytes of its end give it away.
  if (!last || last.byteLength === 0 || last.data.byteLength === 0) throw invalid("the end of the file is missing");

  const width = await track.getDisplayWidth();
  const height = await track.getDisplayHeight();
  const durationSeconds = await track.computeDuration();
  const { packetCount: frames } = await track.computePacketStats();
  if (!(width > 0 && height > 0) || width * height > LIMITS.pixels) throw invalid(`${width} by ${height} pixels`);
  if (!(durationSeconds > 0) || durationSeconds > LIMITS.durationSeconds) throw invalid(`${durationSeconds} seconds`);
  if (frames < 1 || frames > LIMITS.frames) throw invalid(`${frames} frames`);

  const promised = await input.getDurationFromMetadata();
  if (promised !== null && promised - (await input.computeDuration()) > Math.max(1, promised * 0.05)) {
    throw invalid(`the header promises ${promised} seconds, but there are fewer`);
  }
  return { width, height, durationSeconds, frames, codec, container, mediaType: MEDIA_TYPES[container] };
}

/** Follows the top-level boxes (ISO/IEC 14496-12, 4.2) to the end: none may reach beyond the file. */
async function checkBoxes(file: string, sizeBytes: number): Promise<void> {
  const handle = await open(file, "r");
  try {
    const header = Buffer.alloc(16);
    for (let position = 0, boxes = 0; position < sizeBytes; boxes++) {
      const { bytesRead } = await handle.read(header, 0, header.length, position);
      const short = bytesRead >= 8 ? header.readUInt32BE(0) : 0;
      const length = short === 1 && bytesRead === 16 ? Number(header.readBigUInt64BE(8)) : short;
      // A size of 0 means "to the end of the file", which can't be checked.
      if (bytesRead >= 8 && short === 0) return;
      if (length < 8 || position + length > sizeBytes || boxes > LIMITS.boxes)
        throw invalid("the file is cut or damaged");
      position += length;
    }
  } finally {
    await handle.close();
  }
}

function containerOf(format: unknown): VideoContainer {
  if (format === MP4) return "mp4";
  if (format === QTFF) return "mov";
  return format === WEBM ? "webm" : "mkv";
}

function invalid(detail: string, cause?: unknown): AppError {
  return new AppError("INVALID_VIDEO", { detail, cause });
}
