"use client";

import { generationsOf } from "#lib/client/library-cache";
import { runningCount } from "#lib/client/moving";
import { useLibrary } from "#lib/client/use-library";
import { useMoving } from "#lib/client/use-moving";
import { isInFlight } from "#lib/domain/generation-state";

/** How many run: as the server counts them, and as this page knows where it knows of more, just asked for. */
export function useRunning(): number {
  const { data } = useLibrary();
  const known = generationsOf(data).filter(({ state }) => isInFlight(state)).length;
  return Math.max(known, runningCount(useMoving()));
}
