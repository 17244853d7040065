import { integer, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { ARCHIVE_PAUSES } from "#lib/domain/archive-pauses";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** What keeps videos from being saved for the whole installation; no row while all is well. */
export const archivePauses = pgTable("archive_pauses", {
  reason: text("reason", { enum: ARCHIVE_PAUSES }).primaryKey(),
  since: instant("since").notNull().defaultNow(),
  /** When it is tried again whether the trouble is over. */
  nextProbeAt: instant("next_probe_at").notNull(),
  probes: integer("probes").notNull().default(0),
});
