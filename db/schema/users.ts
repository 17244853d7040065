import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, real, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { CONNECTION_KINDS, PAUSE_REASONS } from "#lib/domain/credits";
import type { Pace } from "#lib/domain/pacing";
import { ROLES } from "#lib/domain/roles";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** People who sign in. `email` is kept in lower case. */
export const users = pgTable("users", {
  id: uuid("id").primaryKey(),
  email: text("email").notNull().unique(),
  passwordHash: text("password_hash").notNull(),
  role: text("role", { enum: ROLES }).notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  disabledAt: instant("disabled_at"),
  /** How downloads are named; null: as `lib/domain/file-names.ts` says by default. */
  fileNameTemplate: text("file_name_template"),
  /** A batch that costs more credits than this is confirmed once more; null: as `lib/domain/batches.ts` says by default. */
  confirmAboveCredits: integer("confirm_above_credits"),
});

/** One row a sign-in. Its id rides in the session cookie and is checked at every door, so that revoking it ends that sign-in at once. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text("user_agent"),
    address: text("address"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (table) => [index("sessions_user").on(table.userId, table.createdAt)],
);

/** One-time codes that let somebody create an account; only a hash is stored. */
export const invites = pgTable("invites", {
  id: uuid("id").primaryKey(),
  codeHash: text("code_hash").notNull().unique(),
  createdBy: uuid("created_by").references(() => users.id, { onDelete: "cascade" }),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
  usedBy: uuid("used_by").references(() => users.id, { onDelete: "set null" }),
});

/** A user's way to a provider. What was sent where is told by its versions. */
export const connections = pgTable(
  "connections",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: CONNECTION_KINDS }).notNull(),
    name: text("name").notNull(),
    pausedReason: text("paused_reason", { enum: PAUSE_REASONS }),
    /** Nothing is sent before this instant: the provider asked to wait. */
    notBefore: instant("not_before"),
    /** How fast its provider may be asked; null before the first request. */
    pace: jsonb("pace").$type<Pace>(),
    /** Median seconds from submission to success, of its latest successes. */
    typicalSeconds: real("typical_seconds"),
    lastUsedAt: instant("last_used_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    deletedAt: instant("deleted_at"),
  },
  (table) => [
    uniqueIndex("connections_one_of_a_kind").on(table.userId, table.kind).where(sql`${table.deletedAt} is null`),
  ],
);

/**
 * Base URL and token as they were saved; never changed but for erasing the token. A generation keeps
 * the version that it was sent with, so that replacing a token strands nothing.
 */
export const connectionVersions = pgTable(
  "connection_versions",
  {
    id: uuid("id").primaryKey(),
    connectionId: uuid("connection_id")
      .notNull()
      .references(() => connections.id, { onDelete: "cascade" }),
    number: integer("number").notNull(),
    /** Null: the built-in engine, wherever this server reaches it now. */
    baseUrl: text("base_url"),
    /** The sealed token; null once erased. */
    tokenSealed: text("token_sealed"),
    tokenLast4: text("token_last4").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Set when another version took its place or the connection was deleted. */
    retiredAt: instant("retired_at"),
    erasedAt: instant("erased_at"),
  },
  (table) => [uniqueIndex("connection_versions_number").on(table.connectionId, table.number)],
);

/** Small facts of the installation, for example that the first account exists. */
export const settings = pgTable("settings", {
  key: text("key").primaryKey(),
  value: jsonb("value").notNull(),
});
