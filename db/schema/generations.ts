import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { connections, connectionVersions, users } from "#db/schema/users";
import { ARCHIVE_STATES, CREDIT_CERTAINTIES, GENERATION_STATES } from "#lib/domain/generation-state";
import { RELATIONS } from "#lib/domain/relations";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** One prompt sent (or to be sent) once. Its id is a UUIDv7 made by the browser. */
export const generations = pgTable(
  "generations",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => connections.id),
    /** The version that it was sent with; null until it is claimed for sending. */
    connectionVersionId: uuid("connection_version_id").references(() => connectionVersions.id),
    batchId: uuid("batch_id").notNull(),
    /** What it was made from; it may be gone, or another's where an id was forged: every reader asks for the owner. */
    parentId: uuid("parent_id"),
    relation: text("relation", { enum: RELATIONS }),
    /** The very video whose frame it begins with, where it continues one. */
    parentVideoId: uuid("parent_video_id"),
    mode: text("mode").notNull(),
    prompt: text("prompt").notNull(),
    ratio: text("ratio").notNull(),
    imageUrls: jsonb("image_urls").$type<string[]>().notNull(),
    state: text("state", { enum: GENERATION_STATES }).notNull(),
    providerTaskId: text("provider_task_id"),
    priceCredits: integer("price_credits").notNull(),
    expectedVideos: integer("expected_videos").notNull(),
    consumedCredits: integer("consumed_credits"),
    creditCertainty: text("credit_certainty", { enum: CREDIT_CERTAINTIES }),
    /** A code of ours; its sentence is in the messages. */
    errorCode: text("error_code"),
    /** The provider's own words, plain text. */
    providerMessage: text("provider_message"),
    createdAt: instant("created_at").notNull().defaultNow(),
    submittedAt: instant("submitted_at"),
    acceptedAt: instant("accepted_at"),
    finishedAt: instant("finished_at"),
    /** End of the right to be `submitting`; past it, the process that held it is taken for dead. */
    leaseExpiresAt: instant("lease_expires_at"),
    nextAttemptAt: instant("next_attempt_at"),
    lastCheckedAt: instant("last_checked_at"),
    /** Tries that certainly sent nothing, in a row. */
    unsentTries: integer("unsent_tries").notNull().default(0),
    /** Status reads that failed, in a row. */
    failedChecks: integer("failed_checks").notNull().default(0),
    /** Status reads that said "succeeded" without a link, in a row. */
    emptySuccesses: integer("empty_successes").notNull().default(0),
    /** Since when the provider says that it does not know the task. */
    unknownTaskSince: instant("unknown_task_since"),
    /** Set while all of it is in the trash: every video of it, or the generation itself where it has none. */
    deletedAt: instant("deleted_at"),
  },
  (table) => [
    index("generations_library").on(table.userId, table.createdAt.desc().nullsLast(), table.id.desc().nullsLast()),
    index("generations_by_state").on(table.state, table.nextAttemptAt),
    index("generations_by_connection").on(table.connectionId, table.state),
    index("generations_of_batch").on(table.batchId, table.submittedAt),
    index("generations_successes")
      .on(table.connectionId, table.finishedAt.desc().nullsLast())
      .where(sql`${table.state} = 'succeeded'`),
    index("generations_task").on(table.connectionId, table.providerTaskId),
    index("generations_children").on(table.parentId).where(sql`${table.parentId} is not null`),
  ],
);

/** One output link of a generation, and where its bytes are. */
export const videos = pgTable(
  "videos",
  {
    id: uuid("id").primaryKey(),
    generationId: uuid("generation_id")
      .notNull()
      .references(() => generations.id),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    number: integer("number").notNull(),
    /** The provider's link; empty for one that is stitched from clips. */
    sourceUrl: text("source_url").notNull(),
    /** The videos that it is stitched from, in order; null for the output of a provider. */
    clipIds: jsonb("clip_ids").$type<string[]>(),
    /** How much of the stitching is done, from 0 to 1. */
    progress: real("progress"),
    archiveState: text("archive_state", { enum: ARCHIVE_STATES }).notNull(),
    /** Assumed death of the source link: 24 hours after completion. */
    deadlineAt: instant("deadline_at").notNull(),
    nextAttemptAt: instant("next_attempt_at"),
    /** Counts claims, and fences them: a claim that was overtaken writes nothing. */
    tries: integer("tries").notNull().default(0),
    /** Tries in a row that found the link dead with no fresh one to be had. */
    goneTries: integer("gone_tries").notNull().default(0),
    leaseExpiresAt: instant("lease_expires_at"),
    errorCode: text("error_code"),
    storageKey: text("storage_key"),
    posterKey: text("poster_key"),
    sha256: text("sha256"),
    sizeBytes: integer("size_bytes"),
    mediaType: text("media_type"),
    /** As the probe names it, for example `avc`; null for what was archived before it was noted. */
    codec: text("codec"),
    frames: integer("frames"),
    width: integer("width"),
    height: integer("height"),
    durationSeconds: real("duration_seconds"),
    thumbhash: text("thumbhash"),
    createdAt: instant("created_at").notNull().defaultNow(),
    archivedAt: instant("archived_at"),
    favourite: boolean("favourite").notNull().default(false),
    /** 1 to 5 stars; null while nobody has said. */
    rating: smallint("rating"),
    /** Since when it is in the trash. Its bytes stay until it is erased. */
    deletedAt: instant("deleted_at"),
    /** When its bytes were given up for good. Keys that still stand here are of files that are yet to be removed. */
    erasedAt: instant("erased_at"),
  },
  (table) => [
    check("videos_rating", sql`${table.rating} between 1 and 5`),
    index("videos_in_trash").on(table.userId, table.deletedAt).where(sql`${table.deletedAt} is not null`),
    index("videos_favourite").on(table.userId).where(sql`${table.favourite}`),
    uniqueIndex("videos_of_generation").on(table.generationId, table.number),
    index("videos_by_archive_state").on(table.archiveState, table.nextAttemptAt),
  ],
);
