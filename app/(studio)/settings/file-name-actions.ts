"use server";

import { z } from "zod";
import { action } from "#lib/http/action";
import { saveFileNameTemplate } from "#lib/library/file-name-template";

export const saveFileNamesAction = action(
  "saveFileNamesAction",
  z.object({ template: z.string().max(1_000) }),
  ({ template }, { user }) => saveFileNameTemplate(user.id, template),
);
