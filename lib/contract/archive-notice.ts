import { z } from "zod";
import { ARCHIVE_PAUSES } from "#lib/domain/archive-pauses";

/** How many videos at risk are named one by one. */
export const AT_RISK_SHOWN = 3;

/** `GET /api/archive-notice`: what a user must know about videos that are not saved yet. */
export const archiveNotice = z.object({
  /** What keeps the whole installation from saving videos; mostly nothing. */
  pauses: z.array(z.enum(ARCHIVE_PAUSES)),
  /** Videos of the user that wait to be saved. */
  waiting: z.int(),
  /** Those of them whose links may die within hours, or may be dead: the most urgent ones, and how many in all. */
  atRisk: z.array(z.object({ videoId: z.uuid(), prompt: z.string(), deadlineAt: z.iso.datetime() })),
  atRiskTotal: z.int(),
});
export type ArchiveNotice = z.infer<typeof archiveNotice>;
