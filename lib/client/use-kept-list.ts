"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { fetchJson } from "#lib/client/fetch-json";
import { runAction } from "#lib/client/run-action";
import type { ActionResult } from "#lib/contract/action";

/**
 * A list that the server keeps and that its actions answer with. What goes wrong is told by its code, to
 * be shown where the list is: a message at the edge of the window would lie behind a dialog.
 */
export function useKeptList<Schema extends z.ZodType>(path: string, schema: Schema, enabled = true) {
  const client = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => fetchJson(path, async () => schema, signal),
    enabled,
  });

  /** Whether the server took it. */
  const run = async (call: () => Promise<ActionResult<z.output<Schema>>>): Promise<boolean> => {
    setBusy(true);
    const outcome = await runAction(call);
    setBusy(false);
    setFault(outcome.ok ? null : outcome.code);
    if (outcome.ok) client.setQueryData([path], outcome.data);
    return outcome.ok;
  };
  return { data, failed: error !== null, refetch, busy, fault, run };
}
