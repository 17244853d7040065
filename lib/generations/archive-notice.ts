import "server-only";
import { and, asc, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { database } from "#db/client";
import { generations, videos } from "#db/schema/generations";
import { listPauses, probePauses } from "#lib/archive/pause";
import { type ArchiveNotice, AT_RISK_SHOWN } from "#lib/contract/archive-notice";
import { DEADLINE_WARNING_MS } from "#lib/domain/schedules";

const PROMPT_CHARACTERS = 80;

/** What a user must know about videos that are not saved yet. */
export async function archiveNoticeOf(userId: string): Promise<ArchiveNotice> {
  const db = await database();
  const unsaved = and(
    eq(videos.userId, userId),
    inArray(videos.archiveState, ["pending", "downloading"]),
    isNull(videos.deletedAt),
  );
  const warnedUntil = new Date(Date.now() + DEADLINE_WARNING_MS).toISOString();
  const [counts] = await db
    .select({
      waiting: count(),
      atRisk: count(sql`case when ${videos.deadlineAt} < ${warnedUntil}::timestamptz then 1 end`),
    })
    .from(videos)
    .where(unsaved);
  const atRiskTotal = counts?.atRisk ?? 0;
  const urgent =
    atRiskTotal === 0
      ? []
      : await db
          .select({ videoId: videos.id, prompt: generations.prompt, deadlineAt: videos.deadlineAt })
          .from(videos)
          .innerJoin(generations, eq(generations.id, videos.generationId))
          .where(and(unsaved, sql`${videos.deadlineAt} < ${warnedUntil}::timestamptz`))
          .orderBy(asc(videos.deadlineAt), asc(videos.id))
          .limit(AT_RISK_SHOWN);
  return {
    pauses: (await listPauses(db)).map(({ reason }) => reason),
    waiting: counts?.waiting ?? 0,
    atRisk: urgent.map(({ videoId, prompt, deadlineAt }) => ({
      videoId,
      prompt: prompt.slice(0, PROMPT_CHARACTERS),
      deadlineAt: deadlineAt.toISOString(),
    })),
    atRiskTotal,
  };
}

/** Tries at once whether videos can be saved again; how things stand then. */
export async function resumeArchiving(userId: string): Promise<ArchiveNotice> {
  await probePauses("now");
  return archiveNoticeOf(userId);
}
