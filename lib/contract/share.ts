import { z } from "zod";
import { PASSWORD_MAX_CHARACTERS } from "#lib/domain/passwords";

const instant = z.iso.datetime();

/** How long links can be good for, in seconds; "never" ends. */
export const SHARE_TERMS = { hour: 3_600, day: 86_400, week: 604_800, month: 2_592_000 } as const;
export type ShareTerm = keyof typeof SHARE_TERMS | "never";
export const SHARE_TERM_NAMES = ["never", "hour", "day", "week", "month"] as const satisfies ShareTerm[];

/** A link may be for somebody who is told its password by telephone: short ones are allowed, and tries are limited. */
export const SHARE_PASSWORD_MIN_CHARACTERS = 4;

export const shareView = z.object({
  id: z.uuid(),
  videoId: z.uuid().nullable(),
  collectionId: z.uuid().nullable(),
  /** Beginning of the prompt, or name of the collection. */
  name: z.string(),
  /** How many videos strangers see. */
  videos: z.int(),
  /** Path of the link; what is in front of it is in the list. */
  path: z.string(),
  hasPassword: z.boolean(),
  showPrompt: z.boolean(),
  createdAt: instant,
  expiresAt: instant.nullable(),
});
export type ShareView = z.infer<typeof shareView>;

/** `GET /api/shares`: a user's links that are not revoked, newest first. */
export const shareList = z.object({
  /** How strangers reach this server. */
  origin: z.string(),
  items: z.array(shareView),
});
export type ShareList = z.infer<typeof shareList>;

/** Input of `createShare`: one video or one collection. */
export const createShareInput = z.object({
  what: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("video"), id: z.uuid() }),
    z.object({ kind: z.literal("collection"), id: z.uuid() }),
  ]),
  term: z.enum(SHARE_TERM_NAMES),
  password: z.string().min(SHARE_PASSWORD_MIN_CHARACTERS).max(PASSWORD_MAX_CHARACTERS).nullable(),
  showPrompt: z.boolean(),
});
export type CreateShareInput = z.infer<typeof createShareInput>;
export type SharedThing = CreateShareInput["what"];
