import "server-only";
import path from "node:path";
import { z } from "zod";

const optionalUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) URL" })
  .transform((url) => url.replace(/\/+$/, ""))
  .optional();

const wholeNumber = (min: number, max: number) =>
  z.coerce
    .number({ error: "must be a number" })
    .int({ error: "must be a whole number" })
    .min(min, { error: `must be at least ${min}` })
    .max(max, { error: `must be at most ${max}` });

const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "::1"];

/** Every setting of a running server. The README's table is made from the descriptions. */
export const environmentSchema = z.object({
  DATA_DIR: z
    .string()
    .min(1)
    .default("./data")
    .transform((folder) => path.resolve(/* turbopackIgnore: true */ folder))
    .describe("Folder of the embedded database, the videos and the generated secret"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// URL" })
    .optional()
    .describe("PostgreSQL to use in place of the embedded database"),
  WORKER: z
    .enum(["on", "off"], { error: "must be on or off" })
    .default("on")
    .describe("off when the work is done by processes of its own (`npm run worker`)"),
  HOST: z.string().min(1).default("127.0.0.1").describe("Address to listen on"),
  PORT: wholeNumber(0, 65535).default(3000).describe("Port to listen on"),
  PUBLIC_URL: optionalUrl.describe("How the outside reaches this server, for example behind a proxy"),
  TRUST_PROXY: z
    .enum(["0", "1"], { error: "must be 0 or 1" })
    .default("0")
    .describe("1 when a reverse proxy in front sets X-Forwarded-For"),
  APP_SECRET: z
    .string()
    .min(32, { error: "must be at least 32 characters" })
    .optional()
    .describe("Secret for sessions and stored tokens; generated into DATA_DIR when absent"),
  SIGNUP: z
    .enum(["open", "invite", "closed"], { error: "must be open, invite or closed" })
    .optional()
    .describe("Who may create an account; open on loopback and invite elsewhere by default"),
  GROKIMAGINE_BASE_URL: optionalUrl.default("https://grokimagineapi.com").describe("Base URL of the GrokImagine API"),
  ENGINE_URL: optionalUrl.describe("Where the studio reaches the built-in engine; this process by default"),
  ENGINE_CONCURRENCY: wholeNumber(1, 64).optional().describe("Clips drawn at once; cores minus one by default"),
  ENGINE_RESOLUTION: wholeNumber(96, 1080).default(480).describe("Short side of preview videos in pixels"),
  ENGINE_SECONDS: z.coerce
    .number({ error: "must be a number" })
    .min(0.5, { error: "must be at least 0.5" })
    .max(30, { error: "must be at most 30" })
    .default(6)
    .describe("Length of preview videos in seconds"),
  ENGINE_START_CREDITS: wholeNumber(0, 1_000_000_000)
    .optional()
    .describe("Credits an account of the built-in engine starts with; without it previews are free and unlimited"),
  ENGINE_BLOCKLIST: z
    .string()
    .min(1)
    .optional()
    .describe("File of words, one a line, that the built-in engine refuses in prompts"),
  FFMPEG_PATH: z
    .string()
    .min(1)
    .optional()
    .describe("An ffmpeg to use; otherwise the one on the PATH, otherwise the built-in WebAssembly one"),
  STORAGE: z
    .enum(["local", "s3"], { error: "must be local or s3" })
    .default("local")
    .describe("Where videos and posters are kept: in DATA_DIR, or in a bucket that speaks S3"),
  S3_BUCKET: z.string().min(1).optional().describe("Bucket for the videos"),
  S3_REGION: z.string().min(1).default("us-east-1").describe("Region of the bucket"),
  S3_ENDPOINT: optionalUrl.describe("Address of the S3 service; that of AWS in the region by default"),
  S3_PUBLIC_ENDPOINT: optionalUrl.describe("Address of the same service for browsers, where it is another one"),
  S3_PATH_STYLE: z
    .enum(["0", "1"], { error: "must be 0 or 1" })
    .default("0")
    .describe("1 when the bucket's name belongs into the path and not the host, as MinIO wants it"),
  S3_PREFIX: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)*$/, { error: "must be names separated by /" })
    .optional()
    .describe("Folder in the bucket, for a bucket that others use too"),
  S3_ACCESS_KEY_ID: z
    .string()
    .min(1)
    .optional()
    .describe("Access key; without it the usual places of AWS are searched (role of the machine, profile)"),
  S3_SECRET_ACCESS_KEY: z.string().min(1).optional().describe("Secret of the access key"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], { error: "must be debug, info, warn, error or silent" })
    .default("info")
    .describe("How much to log"),
});

export type Environment = z.infer<typeof environmentSchema>;

/** Thrown at start: one sentence a person can act on. */
export class EnvironmentError extends Error {}

/**
 * Reads and checks settings from `source`. An empty variable counts as absent.
 * @throws {EnvironmentError} naming every wrong variable, never its value (it may be a secret).
 */
export function parseEnvironment(source: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = environmentSchema.safeParse(present);
  const faults = result.success
    ? faultsTogether(result.data)
    : result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  if (result.success && faults.length === 0) return result.data;
  throw new EnvironmentError(`The settings can't be used: ${faults.join("; ")}.`);
}

/** What is wrong with settings that are right one by one. */
function faultsTogether(settings: Environment): string[] {
  const faults: string[] = [];
  if (settings.STORAGE === "s3" && !settings.S3_BUCKET) faults.push("S3_BUCKET must be set when STORAGE is s3");
  if (Boolean(settings.S3_ACCESS_KEY_ID) !== Boolean(settings.S3_SECRET_ACCESS_KEY)) {
    faults.push("S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY must be set together");
  }
  return faults;
}

let current: Environment | undefined;

/** The settings of this process, read once. The only place that reads `process.env`. */
export function env(): Environment {
  current ??= parseEnvironment(process.env);
  return current;
}

/** Whether this process is building the app, when no database may be opened. */
export function isBuilding(): boolean {
  return process.env.NEXT_PHASE === "phase-production-build";
}

/** Whether the server is reachable from this machine alone. */
export function listensOnLoopback(settings: Environment = env()): boolean {
  return LOOPBACK_HOSTS.includes(settings.HOST);
}

/** Whether others can reach the server: by its own address, or through what is in front of it. */
export function isReachableByOthers(settings: Environment = env()): boolean {
  const publicName = settings.PUBLIC_URL ? new URL(settings.PUBLIC_URL).hostname : "localhost";
  return !listensOnLoopback(settings) || settings.TRUST_PROXY === "1" || !LOOPBACK_HOSTS.includes(publicName);
}

/** How accounts may be created: as set, otherwise open where only this machine comes in and by invitation elsewhere. */
export function signupPolicy(settings: Environment = env()): "open" | "invite" | "closed" {
  return settings.SIGNUP ?? (isReachableByOthers(settings) ? "invite" : "open");
}

/** Where this process answers by itself, once its port is known. */
export function ownOrigin(settings: Environment = env()): string {
  const anywhere = settings.HOST === "0.0.0.0" || settings.HOST === "::" || settings.HOST === "localhost";
  const host = anywhere ? "127.0.0.1" : settings.HOST;
  return `http://${host.includes(":") ? `[${host}]` : host}:${settings.PORT}`;
}

/** Where the studio reaches the built-in engine. */
export function engineUrl(settings: Environment = env()): string {
  return settings.ENGINE_URL ?? ownOrigin(settings);
}
