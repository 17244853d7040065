"use server";

import { z } from "zod";
import { stitchChain } from "#lib/generations/stitch-chain";
import { takeFrame } from "#lib/generations/take-frame";
import { action } from "#lib/http/action";

export const takeFrameAction = action(
  "takeFrameAction",
  z.object({ videoId: z.uuid(), atSeconds: z.number().min(0).max(3_600).nullable() }),
  ({ videoId, atSeconds }, { user }) => takeFrame(user.id, videoId, atSeconds),
);

export const stitchChainAction = action(
  "stitchChainAction",
  z.object({ videoId: z.uuid(), newId: z.uuid() }),
  ({ videoId, newId }, { user }) => stitchChain(user.id, videoId, newId),
);
