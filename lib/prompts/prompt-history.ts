import "server-only";
import { desc, eq, max } from "drizzle-orm";
import { database } from "#db/client";
import { generations } from "#db/schema/generations";
import type { PromptHistory } from "#lib/contract/prompts";

/** Further back nobody goes key by key; search finds what is older. */
const MOST = 100;
/** A batch may have sent the same prompt many times. */
const LOOK_BACK = 2_000;

/** A user's own prompts, the latest first, each once. */
export async function promptHistory(userId: string): Promise<PromptHistory> {
  const db = await database();
  const latest = db
    .select({ id: generations.id, prompt: generations.prompt, createdAt: generations.createdAt })
    .from(generations)
    .where(eq(generations.userId, userId))
    .orderBy(desc(generations.createdAt), desc(generations.id))
    .limit(LOOK_BACK)
    .as("latest");
  const rows = await db
    .select({ prompt: latest.prompt })
    .from(latest)
    .groupBy(latest.prompt)
    .orderBy(desc(max(latest.createdAt)), desc(latest.prompt))
    .limit(MOST);
  return { prompts: rows.map(({ prompt }) => prompt) };
}
