import { index, integer, pgTable, primaryKey, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { generations } from "#db/schema/generations";
import { users } from "#db/schema/users";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A start image that a user sent up. The row stays when the bytes are erased. */
export const uploads = pgTable(
  "uploads",
  {
    /** The last part of its public address: a secret and an extension. */
    name: text("name").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Null once the file is gone. */
    storageKey: text("storage_key"),
    mediaType: text("media_type").notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    sha256: text("sha256").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When it was made or last sent along. */
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
    /** When it was given up: it is served and sent no more. */
    erasedAt: instant("erased_at"),
  },
  (table) => [index("uploads_of_user").on(table.userId, table.erasedAt), index("uploads_age").on(table.lastUsedAt)],
);

/** Which generation an upload was sent with, and by what address. */
export const uploadUses = pgTable(
  "upload_uses",
  {
    uploadName: text("upload_name")
      .notNull()
      .references(() => uploads.name, { onDelete: "cascade" }),
    generationId: uuid("generation_id")
      .notNull()
      .references(() => generations.id, { onDelete: "cascade" }),
    /** The `PUBLIC_URL` of that moment; null where it was read by the built-in engine. */
    publicUrl: text("public_url"),
  },
  (table) => [
    primaryKey({ columns: [table.uploadName, table.generationId] }),
    index("upload_uses_by_generation").on(table.generationId),
    index("upload_uses_by_address").on(table.publicUrl),
  ],
);
