import { pgTable, text, timestamp, uuid } from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** An account of the built-in API. `ownerRef` names a user of the studio, but no foreign key crosses the fence. */
export const engineAccounts = pgTable("engine_accounts", {
  id: uuid("id").primaryKey(),
  ownerRef: text("owner_ref").notNull().unique(),
  createdAt: instant("created_at").notNull().defaultNow(),
});
