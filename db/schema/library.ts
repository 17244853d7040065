import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { videos } from "#db/schema/generations";
import { users } from "#db/schema/users";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A word that a user puts on videos. It exists as long as a video has it. */
export const tags = pgTable(
  "tags",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** As it was first written; two that differ in case alone are the same. */
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("tags_name").on(table.userId, sql`lower(${table.name})`)],
);

export const videoTags = pgTable(
  "video_tags",
  {
    videoId: uuid("video_id")
      .notNull()
      .references(() => videos.id, { onDelete: "cascade" }),
    tagId: uuid("tag_id")
      .notNull()
      .references(() => tags.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.videoId, table.tagId] }), index("video_tags_by_tag").on(table.tagId)],
);

/** A named set of a user's videos. */
export const collections = pgTable(
  "collections",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** A deleted one can be brought back with what was in it; its shares show nothing meanwhile. */
    deletedAt: instant("deleted_at"),
  },
  (table) => [index("collections_of_user").on(table.userId, table.createdAt)],
);

export const collectionVideos = pgTable(
  "collection_videos",
  {
    collectionId: uuid("collection_id")
      .notNull()
      .references(() => collections.id, { onDelete: "cascade" }),
    videoId: uuid("video_id")
      .notNull()
      .references(() => videos.id, { onDelete: "cascade" }),
    addedAt: instant("added_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.collectionId, table.videoId] }),
    index("collection_videos_by_video").on(table.videoId),
  ],
);

/** A link by which strangers see one video or one collection. */
export const shares = pgTable(
  "shares",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    videoId: uuid("video_id").references(() => videos.id, { onDelete: "cascade" }),
    collectionId: uuid("collection_id").references(() => collections.id, { onDelete: "cascade" }),
    /** SHA-256 of the token: who reads the database can't use the link. */
    tokenHash: text("token_hash").notNull().unique(),
    /** The token sealed in the vault for its owner, who may copy the link again. */
    tokenSealed: text("token_sealed").notNull(),
    passwordHash: text("password_hash"),
    /** Whether strangers see the prompt. */
    showPrompt: boolean("show_prompt").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    check("shares_of_one", sql`(${table.videoId} is null) <> (${table.collectionId} is null)`),
    index("shares_of_user").on(table.userId, table.createdAt),
  ],
);

/** What is to be in one ZIP: a list too long for an address, made just before the download and good for a day. */
export const zipDownloads = pgTable(
  "zip_downloads",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    videoIds: jsonb("video_ids").$type<string[]>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("zip_downloads_age").on(table.createdAt)],
);
