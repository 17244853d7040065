import "server-only";
import { createReadStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { create as contentDisposition } from "content-disposition";
import { AppError } from "#lib/domain/app-error";
import type { S3Settings } from "#lib/storage/s3-settings";
import { sha256Of } from "#lib/storage/sha256";
import { type ByteRange, type LinkOptions, requireKey, type Storage, StorageKeyError } from "#lib/storage/storage";

/** How long a link to a file lives. */
const LINK_SECONDS = 300;
const CONNECT_TIMEOUT_MS = 5_000;
/** Longest time without a byte either way. */
const IDLE_TIMEOUT_MS = 30_000;
const ATTEMPTS = 3;
/** Size of a part of a large upload. Four at once are in memory. */
const PART_BYTES = 8 * 1024 ** 2;
const PARTS_AT_ONCE = 4;

/** Types that objects are stored with; a link says the type again. */
const MEDIA_TYPES = new Map([
  ["mp4", "video/mp4"],
  ["mov", "video/quicktime"],
  ["webm", "video/webm"],
  ["mkv", "video/x-matroska"],
  ["webp", "image/webp"],
]);

/** Codes of services of the family for "no room": MinIO, Ceph and others. */
const FULL = ["XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "QuotaExceeded", "InsufficientStorage"];

/**
 * Objects of one bucket. What was uploaded is read back and its SHA-256 compared before `put` returns: that
 * it can be had again, byte for byte, is the one thing that all servers of the family can show.
 */
export function s3Storage(settings: S3Settings): Storage {
  const { bucket: Bucket, prefix } = settings;
  const client = connect(settings, settings.endpoint);
  // A signature covers the host: links for browsers are signed for the address that browsers use.
  const publicClient =
    settings.publicEndpoint === settings.endpoint ? client : connect(settings, settings.publicEndpoint);
  const at = (key: string) => ({ Bucket, Key: `${prefix}${requireKey(key)}` });

  const upload = async (key: string, source: string) => {
    const object = { ...at(key), ContentType: MEDIA_TYPES.get(key.split(".").at(-1) ?? "") };
    const file = createReadStream(source, { highWaterMark: 256 * 1024 });
    const params = { ...object, Body: file };
    try {
      await new Upload({ client, params, partSize: PART_BYTES, queueSize: PARTS_AT_ONCE }).done();
    } finally {
      file.destroy();
    }
  };

  const sizeOf = async (key: string): Promise<number | null> => {
    try {
      return (await client.send(new HeadObjectCommand(at(key)))).ContentLength ?? null;
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };

  const read = async (key: string, range?: ByteRange): Promise<Readable> => {
    const Range = range && `bytes=${range.start}-${range.end}`;
    const { Body } = await client.send(new GetObjectCommand({ ...at(key), Range }));
    if (!(Body instanceof Readable)) throw new Error("The answer has no body");
    return Body;
  };

  return {
    put: async (key, source) => {
      const wanted = await sha256Of(createReadStream(source));
      const { size } = await stat(source);
      await onS3(async () => {
        await upload(key, source);
        if ((await sizeOf(key)) !== size || (await sha256Of(await read(key))) !== wanted) {
          throw new AppError("STORAGE_UNREACHABLE", { retryable: true, detail: "the storage keeps other bytes" });
        }
      });
      await rm(source, { force: true });
    },
    size: (key) => onS3(() => sizeOf(key)),
    read: (key, range) => onS3(() => read(key, range)),
    remove: (key) =>
      onS3(async () => {
        await client.send(new DeleteObjectCommand(at(key)));
      }),
    tryOut: () =>
      onS3(async () => {
        const trial = at("trial");
        await client.send(new PutObjectCommand({ ...trial, Body: "Does this bucket take files?" }));
        await client.send(new DeleteObjectCommand(trial));
      }),
    link: (key, { mediaType, fileName, disposition }: LinkOptions) =>
      getSignedUrl(
        publicClient,
        new GetObjectCommand({
          ...at(key),
          ResponseContentType: mediaType,
          ResponseContentDisposition: contentDisposition(fileName, { type: disposition }),
        }),
        { expiresIn: LINK_SECONDS },
      ),
  };
}

function connect({ region, pathStyle, credentials }: S3Settings, endpoint: string): S3Client {
  return new S3Client({
    region,
    endpoint,
    forcePathStyle: pathStyle,
    credentials,
    maxAttempts: ATTEMPTS,
    requestHandler: { connectionTimeout: CONNECT_TIMEOUT_MS, socketTimeout: IDLE_TIMEOUT_MS },
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404 && error.name !== "NoSuchBucket";
}

/** Names what went wrong without the request, which carries the signature. */
async function onS3<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // A key that is none of ours is a fault of the program.
    if (error instanceof AppError || error instanceof StorageKeyError) throw error;
    const name = error instanceof Error ? error.name : "unknown";
    const full = FULL.includes(name) || (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 507);
    throw new AppError(full ? "STORAGE_FULL" : "STORAGE_UNREACHABLE", { cause: error, retryable: true, detail: name });
  }
}
