"use server";

import { z } from "zod";
import { resumeArchiving } from "#lib/generations/archive-notice";
import { action } from "#lib/http/action";

export const resumeArchivingAction = action("resumeArchivingAction", z.undefined(), (_, { user }) =>
  resumeArchiving(user.id),
);
