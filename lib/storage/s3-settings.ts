import "server-only";
import { type Environment, env } from "#lib/env";

/** One bucket of a service that speaks S3. */
export interface S3Settings {
  bucket: string;
  region: string;
  /** Where this server reaches the service. */
  endpoint: string;
  /** Where browsers reach it. */
  publicEndpoint: string;
  /** Whether the bucket's name stands in the path and not in the host. */
  pathStyle: boolean;
  /** Begins every key; empty, or with a slash at its end. */
  prefix: string;
  /** Undefined: as the SDK finds them. */
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
}

/** The bucket that the settings name; undefined where they name none. */
export function s3Settings(settings: Environment = env()): S3Settings | undefined {
  const { S3_BUCKET, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings;
  if (!S3_BUCKET) return undefined;
  const endpoint = settings.S3_ENDPOINT ?? `https://s3.${S3_REGION}.amazonaws.com`;
  return {
    bucket: S3_BUCKET,
    region: S3_REGION,
    endpoint,
    publicEndpoint: settings.S3_PUBLIC_ENDPOINT ?? endpoint,
    // A dot in the name would be a subdomain that no certificate of the service covers.
    pathStyle: settings.S3_PATH_STYLE === "1" || S3_BUCKET.includes("."),
    prefix: settings.S3_PREFIX ? `${settings.S3_PREFIX}/` : "",
    credentials:
      S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY
        ? { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
        : undefined,
  };
}

/** The origin that videos come from where it is not this server, for the Content Security Policy; null on a local disk. */
export function storageOrigin(settings: Environment = env()): string | null {
  const bucket = settings.STORAGE === "s3" ? s3Settings(settings) : undefined;
  if (!bucket) return null;
  const { protocol, host } = new URL(bucket.publicEndpoint);
  return `${protocol}//${bucket.pathStyle ? host : `${bucket.bucket}.${host}`}`;
}
