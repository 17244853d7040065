"use server";

import { z } from "zod";
import { pauseConnection } from "#lib/connections/pause-connection";
import { cancelWaiting } from "#lib/generations/cancel-waiting";
import { action } from "#lib/http/action";

export const pauseConnectionAction = action(
  "pauseConnectionAction",
  z.object({ connectionId: z.uuid() }),
  ({ connectionId }, { user }) => pauseConnection(user.id, connectionId),
);

export const cancelWaitingAction = action(
  "cancelWaitingAction",
  z.object({ batchId: z.uuid().nullable() }),
  async ({ batchId }, { user }) => ({ cancelled: await cancelWaiting(user.id, batchId) }),
);
