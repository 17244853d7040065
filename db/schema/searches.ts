import { sql } from "drizzle-orm";
import { pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "#db/schema/users";

/** A filter of the library that a user has named. */
export const savedSearches = pgTable(
  "saved_searches",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Two that differ in case alone are the same. */
    name: text("name").notNull(),
    /** The filter as it stands in the address of the page. */
    query: text("query").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true, mode: "date" }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex("saved_searches_name").on(table.userId, sql`lower(${table.name})`)],
);
