"use server";

import { z } from "zod";
import { adoptInput, submitInput } from "#lib/contract/action";
import { adoptTask } from "#lib/generations/adopt-task";
import { retryArchive } from "#lib/generations/archive-video";
import { cancelGeneration } from "#lib/generations/cancel-generation";
import { checkNow } from "#lib/generations/check-now";
import { dismissGeneration } from "#lib/generations/dismiss-generation";
import { resolveDoubt } from "#lib/generations/resolve-doubt";
import { sendAgain } from "#lib/generations/send-again";
import { submitGenerations } from "#lib/generations/submit-generations";
import { action } from "#lib/http/action";

const oneGeneration = z.object({ generationId: z.uuid() });

export const submitGenerationsAction = action("submitGenerationsAction", submitInput, (input, { user }) =>
  submitGenerations(user.id, input),
);

export const sendAgainAction = action(
  "sendAgainAction",
  oneGeneration.extend({ newId: z.uuid() }),
  ({ generationId, newId }, { user }) => sendAgain(user.id, generationId, newId),
);

export const dismissAction = action("dismissAction", oneGeneration, ({ generationId }, { user }) =>
  dismissGeneration(user.id, generationId),
);

export const resolveDoubtAction = action(
  "resolveDoubtAction",
  oneGeneration.extend({ charged: z.boolean() }),
  ({ generationId, charged }, { user }) => resolveDoubt(user.id, generationId, charged),
);

export const cancelAction = action("cancelAction", oneGeneration, ({ generationId }, { user }) =>
  cancelGeneration(user.id, generationId),
);

export const checkNowAction = action("checkNowAction", oneGeneration, ({ generationId }, { user }) =>
  checkNow(user.id, generationId),
);

export const retryArchiveAction = action(
  "retryArchiveAction",
  z.object({ videoId: z.uuid() }),
  ({ videoId }, { user }) => retryArchive(user.id, videoId),
);

export const adoptTaskAction = action("adoptTaskAction", adoptInput, (input, { user }) => adoptTask(user.id, input));
