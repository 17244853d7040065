"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { MOVING_KEY, NOTHING_MOVES } from "#lib/client/moving";
import type { MovingView } from "#lib/contract/studio";

/** What is under way in all, as the server counted it last. */
export function useMoving(): MovingView {
  const { data = NOTHING_MOVES } = useQuery<MovingView>({
    queryKey: MOVING_KEY,
    queryFn: skipToken,
    initialData: NOTHING_MOVES,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data;
}
