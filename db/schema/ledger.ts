import { index, integer, pgTable, text, timestamp, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { generations } from "#db/schema/generations";
import { users } from "#db/schema/users";
import { LEDGER_KINDS } from "#lib/domain/credits";

/**
 * Append-only: a trigger refuses update and delete. Held and spent credits of an account are the sums
 * of `held_delta` and `spent_delta`; a correction is a new numbered `adjust`.
 */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id),
    generationId: uuid("generation_id")
      .notNull()
      .references(() => generations.id),
    kind: text("kind", { enum: LEDGER_KINDS }).notNull(),
    number: integer("number").notNull().default(1),
    heldDelta: integer("held_delta").notNull(),
    spentDelta: integer("spent_delta").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true, mode: "date" }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("ledger_entries_once").on(table.generationId, table.kind, table.number),
    index("ledger_entries_by_user").on(table.userId, table.createdAt),
  ],
);
