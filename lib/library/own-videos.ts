import "server-only";
import { and, eq, inArray, isNotNull, isNull, type SQL } from "drizzle-orm";
import { videos } from "#db/schema/generations";

/** Condition: those of `ids` that are in the user's library. What is another's or in the trash is left alone. */
export function inLibrary(userId: string, ids: readonly string[]): SQL | undefined {
  return and(eq(videos.userId, userId), inArray(videos.id, [...ids]), isNull(videos.deletedAt));
}

/** Condition: what lies in the user's trash and can still be brought back. */
export function inTrash(userId: string): SQL | undefined {
  return and(eq(videos.userId, userId), isNotNull(videos.deletedAt), isNull(videos.erasedAt));
}
