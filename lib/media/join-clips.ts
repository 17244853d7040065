import "server-only";
import {
  type AudioCodec,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  type InputAudioTrack,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
  type VideoCodec,
  WEBM,
} from "mediabunny";

/** An open clip: its tracks, and what its decoder has to know. */
export interface Clip {
  file: string;
  input: Input;
  video: InputVideoTrack;
  audio: InputAudioTrack | null;
  videoCodec: VideoCodec;
  videoConfig: VideoDecoderConfig;
  audioCodec: AudioCodec | null;
  audioConfig: AudioDecoderConfig | null;
  width: number;
  height: number;
  frames: number;
  /** Beginning and length of the pictures. */
  startSeconds: number;
  durationSeconds: number;
}

/**
 * Opens a clip of the archive. No pixel is decoded.
 * @throws {Error} where it has no pictures that can be understood
 */
export async function openClip(file: string): Promise<Clip> {
  const input = new Input({ source: new FilePathSource(file), formats: [MP4, QTFF, WEBM, MATROSKA] });
  try {
    const video = await input.getPrimaryVideoTrack();
    const videoCodec = await video?.getCodec();
    const videoConfig = await video?.getDecoderConfig();
    if (!video || !videoCodec || !videoConfig) throw new Error(`${file} has no video track that can be understood`);
    const audio = await input.getPrimaryAudioTrack();
    const audioCodec = (await audio?.getCodec()) ?? null;
    const audioConfig = (await audio?.getDecoderConfig()) ?? null;
    const startSeconds = await video.getFirstTimestamp();
    return {
      ...{ file, input, video, videoCodec, videoConfig, startSeconds },
      // Sound that can't be understood is left out.
      ...{ audio: audioCodec && audioConfig ? audio : null, audioCodec, audioConfig },
      width: await video.getDisplayWidth(),
      height: await video.getDisplayHeight(),
      frames: (await video.computePacketStats()).packetCount,
      durationSeconds: (await video.computeDuration()) - startSeconds,
    };
  } catch (error) {
    input.dispose();
    throw error;
  }
}

/** What must be equal for the packets of two clips to follow each other. */
function signature({ videoCodec, videoConfig, audioCodec, audioConfig, width, height }: Clip): string {
  const bytes = (description: AllowSharedBufferSource | undefined) => {
    if (!description) return "";
    const view = ArrayBuffer.isView(description)
      ? Buffer.from(description.buffer, description.byteOffset, description.byteLength)
      : Buffer.from(description);
    return view.toString("hex");
  };
  return JSON.stringify([
    ...[videoCodec, width, height, videoConfig.codedWidth, videoConfig.codedHeight, bytes(videoConfig.description)],
    ...[audioCodec, audioConfig?.sampleRate, audioConfig?.numberOfChannels, bytes(audioConfig?.description)],
  ]);
}

/** Whether clips can be joined as they are. */
export function areAlike(clips: readonly Clip[]): boolean {
  const [first] = clips;
  if (!first) return false;
  const formats = new Mp4OutputFormat().getSupportedCodecs();
  const fits = formats.includes(first.videoCodec) && (!first.audioCodec || formats.includes(first.audioCodec));
  return fits && new Set(clips.map(signature)).size === 1;
}

/**
 * Joins clips that are alike to one MP4 with its index in front: packets are copied, no pixel is touched.
 * @throws {Error} when a file can't be read or written; the unfinished file is left to the caller
 */
export async function joinClips(
  clips: readonly Clip[],
  outputPath: string,
  { signal, onProgress }: { signal?: AbortSignal; onProgress?: (fraction: number) => void } = {},
): Promise<void> {
  const [first] = clips;
  if (!first) throw new Error("There is nothing to join");
  const format = new Mp4OutputFormat({ fastStart: "reserve" });
  const output = new Output({ format, target: new FilePathTarget(outputPath) });
  const video = new EncodedVideoPacketSource(first.videoCodec);
  output.addVideoTrack(video, { maximumPacketCount: clips.reduce((sum, { frames }) => sum + frames, 0) });
  const audio = first.audioCodec && first.audioConfig ? new EncodedAudioPacketSource(first.audioCodec) : null;
  if (audio) output.addAudioTrack(audio, { maximumPacketCount: await audioPackets(clips) });
  await output.start();
  const total = clips.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  let offset = 0;
  try {
    for (const clip of clips) {
      for await (const { packet, isVideo } of packetsOf(clip, audio !== null)) {
        signal?.throwIfAborted();
        const moved = packet.clone({ timestamp: packet.timestamp - clip.startSeconds + offset });
        if (isVideo) await video.add(moved, { decoderConfig: first.videoConfig });
        else if (audio && first.audioConfig) await audio.add(moved, { decoderConfig: first.audioConfig });
        onProgress?.(Math.min(1, moved.timestamp / total));
      }
      offset += clip.durationSeconds;
    }
    await output.finalize();
  } catch (error) {
    await output.cancel();
    throw error;
  }
}

async function audioPackets(clips: readonly Clip[]): Promise<number> {
  const counts = await Promise.all(
    clips.map(async ({ audio }) => (await audio?.computePacketStats())?.packetCount ?? 0),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The packets of a clip, pictures and sound by turns; sound that begins before the pictures or after their end is left out. */
async function* packetsOf(clip: Clip, withAudio: boolean): AsyncGenerator<{ packet: EncodedPacket; isVideo: boolean }> {
  const end = clip.startSeconds + clip.durationSeconds;
  const pictures = new EncodedPacketSink(clip.video);
  const sound = withAudio && clip.audio ? new EncodedPacketSink(clip.audio) : null;
  let picture = await pictures.getFirstPacket();
  let tone = (await sound?.getFirstPacket()) ?? null;
  while (picture || tone) {
    if (tone && (!picture || tone.timestamp <= picture.timestamp)) {
      if (tone.timestamp >= clip.startSeconds && tone.timestamp < end) yield { packet: tone, isVideo: false };
      tone = (await sound?.getNextPacket(tone)) ?? null;
    } else if (picture) {
      yield { packet: picture, isVideo: true };
      picture = await pictures.getNextPacket(picture);
    }
  }
}
