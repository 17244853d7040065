import { sql } from "drizzle-orm";
import { jsonb, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "#db/schema/users";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** A prompt that a user has named, with variables to be filled in when it is used. */
export const savedPrompts = pgTable(
  "saved_prompts",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Two that differ in case alone are the same. */
    name: text("name").notNull(),
    prompt: text("prompt").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("saved_prompts_name").on(table.userId, sql`lower(${table.name})`)],
);

/** Phrases under a name, of which a wildcard takes one. */
export const wildcardLists = pgTable(
  "wildcard_lists",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** What stands between double underscores in a prompt; two that differ in case alone are the same. */
    name: text("name").notNull(),
    lines: jsonb("lines").$type<string[]>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("wildcard_lists_name").on(table.userId, sql`lower(${table.name})`)],
);
