import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "#db/client";
import { engineCredits } from "#db/schema/engine";
import type { EngineAccountKind } from "#lib/domain/plans";
import { env } from "#lib/env";

/** What an account for outside callers starts with where the administrator set nothing: 100 generations. */
const DEFAULT_START_CREDITS = 4_000;

/** Whether generations of such an account cost nothing: previews, unless the administrator set credits to start with. */
export function isUnlimited(kind: EngineAccountKind): boolean {
  return kind === "studio" && env().ENGINE_START_CREDITS === undefined;
}

/** What a metered account starts with. */
export function startCredits(): number {
  return env().ENGINE_START_CREDITS ?? DEFAULT_START_CREDITS;
}

/** Records the credits that a metered account starts with. A second call changes nothing. */
export async function grantStartCredits(
  tx: Database,
  account: { accountId: string; kind: EngineAccountKind },
): Promise<void> {
  if (isUnlimited(account.kind)) return;
  const credits = startCredits();
  await tx
    .insert(engineCredits)
    .values({ id: uuidv7(), accountId: account.accountId, kind: "start", credits })
    .onConflictDoNothing();
}
