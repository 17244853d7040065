import { z } from "zod";
import { CONNECTION_KINDS, PAUSE_REASONS } from "#lib/domain/credits";
import { ARCHIVE_STATES, CREDIT_CERTAINTIES, GENERATION_STATES } from "#lib/domain/generation-state";
import type { Plan } from "#lib/domain/plans";
import { RELATIONS } from "#lib/domain/relations";

/**
 * What our own pages and routes say to our own browser code. Times are ISO 8601 strings, so that the
 * same value comes from a server component and from JSON.
 */
const instant = z.iso.datetime();

export const videoView = z.object({
  id: z.uuid(),
  /** Place among the outputs of its generation, from 1. */
  number: z.int().min(1),
  archiveState: z.enum(ARCHIVE_STATES),
  /** Assumed end of the provider's link; null once archived. */
  deadlineAt: instant.nullable(),
  /** Why the video was lost, or why the last try failed: an error code of ours. */
  errorCode: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationSeconds: z.number().nullable(),
  sizeBytes: z.int().nullable(),
  /** As the container names it, for example `avc`; null where it was not noted. */
  codec: z.string().nullable(),
  /** Frames in all; null where they were not counted. */
  frames: z.int().nullable(),
  sha256: z.string().nullable(),
  /** The videos that it is stitched from, in order; null for the output of a provider. */
  clipIds: z.array(z.uuid()).nullable(),
  /** How much of the stitching is done, from 0 to 1. */
  progress: z.number().nullable(),
  /** Base64 thumbhash of the poster. */
  thumbhash: z.string().nullable(),
  fileName: z.string(),
  favourite: z.boolean(),
  /** 1 to 5 stars; null while nobody has said. */
  rating: z.int().min(1).max(5).nullable(),
  /** Names of its tags in alphabetical order. */
  tags: z.array(z.string()),
});
export type VideoView = z.infer<typeof videoView>;

export const generationView = z.object({
  id: z.uuid(),
  state: z.enum(GENERATION_STATES),
  prompt: z.string(),
  mode: z.string(),
  ratio: z.string(),
  imageUrls: z.array(z.string()),
  connection: z.object({
    id: z.uuid(),
    kind: z.enum(CONNECTION_KINDS),
    name: z.string(),
    pausedReason: z.enum(PAUSE_REASONS).nullable(),
  }),
  parentId: z.uuid().nullable(),
  /** How it came from its parent. */
  relation: z.enum(RELATIONS).nullable(),
  /** The video that it continues. */
  parentVideoId: z.uuid().nullable(),
  taskId: z.string().nullable(),
  createdAt: instant,
  /** When the paid call began. */
  submittedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  lastCheckedAt: instant.nullable(),
  /** When the server tries again by itself, where it waits. */
  nextAttemptAt: instant.nullable(),
  /** How many outputs to draw placeholders for until they are known. */
  expectedVideos: z.int().min(1),
  /** Median seconds from submission to success of this account on this connection; null before any. */
  estimateSeconds: z.number().nullable(),
  priceCredits: z.int(),
  consumedCredits: z.int().nullable(),
  creditCertainty: z.enum(CREDIT_CERTAINTIES).nullable(),
  /** An error code of ours, for example `PROVIDER_REJECTED`; null while all is well. */
  errorCode: z.string().nullable(),
  /** The provider's own words, plain text, at most 500 characters. */
  providerMessage: z.string().nullable(),
  videos: z.array(videoView),
});
export type GenerationView = z.infer<typeof generationView>;

/** `GET /api/generations?cursor=`: one page of the library, newest first. */
export const generationPage = z.object({ items: z.array(generationView), nextCursor: z.string().nullable() });
export type GenerationPage = z.infer<typeof generationPage>;

/** What a user has under way in all, whether a page shows it or not. */
export const movingView = z.object({
  /** Not sent yet. */
  waiting: z.int(),
  /** Being sent, or with the provider. */
  sent: z.int(),
  /** Made, with a video that is not kept yet. */
  saving: z.int(),
  /** The latest instant until which a provider wants no requests; null where none does. */
  limitedUntil: instant.nullable(),
  /** Batches that any of it belongs to, oldest first, as many as anybody watches. */
  batchIds: z.array(z.uuid()),
});
export type MovingView = z.infer<typeof movingView>;

/** `GET /api/generations/poll?ids=`: the generations that a page has in flight, and all that moves, in one answer. */
export const generationPoll = z.object({ items: z.array(generationView), moving: movingView });
export type GenerationPoll = z.infer<typeof generationPoll>;

/** How many generations one poll may name. */
export const POLL_MAX_IDS = 100;

export const connectionView = z.object({
  id: z.uuid(),
  kind: z.enum(CONNECTION_KINDS),
  name: z.string(),
  /** Last four characters of the stored token; null for the built-in engine and after deletion. */
  tokenLast4: z.string().nullable(),
  /** False where the server's base URL changed after the token was saved: it must be entered again. */
  usable: z.boolean(),
  pausedReason: z.enum(PAUSE_REASONS).nullable(),
  lastUsedAt: instant.nullable(),
  createdAt: instant,
  priceCredits: z.int(),
  /** Credits left on the built-in engine, where its previews cost some; null where they are free, and for tokens. */
  previewCredits: z.int().nullable(),
});
export type ConnectionView = z.infer<typeof connectionView>;

/** What an account has spent, from the ledger; all integers are credits. */
export const usageView = z.object({
  spentCredits: z.int(),
  heldCredits: z.int(),
  inDoubtCredits: z.int(),
  generations: z.int(),
  videos: z.int(),
});
export type UsageView = z.infer<typeof usageView>;

export const sessionView = z.object({
  id: z.uuid(),
  current: z.boolean(),
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: instant,
  lastSeenAt: instant,
});
export type SessionView = z.infer<typeof sessionView>;

/** What an account of the built-in engine has. */
interface EngineAccountView {
  plan: Plan;
  /** Null: generations cost nothing. */
  balanceCredits: number | null;
}

export interface ApiKeyView {
  id: string;
  name: string;
  /** The first characters of the key. */
  prefix: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** A user's own access to the built-in API. */
export interface ApiAccess {
  /** Null until the first key is made. */
  account: EngineAccountView | null;
  /** Those in force, newest first. */
  keys: ApiKeyView[];
}

/** A user and their accounts on the built-in engine, as the administrator sees them. */
export interface EngineUserView {
  userId: string;
  email: string;
  api: EngineAccountView | null;
  studio: EngineAccountView | null;
}
