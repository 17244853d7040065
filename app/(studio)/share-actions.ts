"use server";

import { z } from "zod";
import { createShareInput } from "#lib/contract/share";
import { action } from "#lib/http/action";
import { createShare } from "#lib/shares/create-share";
import { restoreShare, revokeShare } from "#lib/shares/revoke-share";

const oneShare = z.object({ shareId: z.uuid() });

export const createShareAction = action("createShareAction", createShareInput, (input, { user }) =>
  createShare(user.id, input),
);

export const revokeShareAction = action("revokeShareAction", oneShare, async ({ shareId }, { user }) => {
  await revokeShare(user.id, shareId);
  return null;
});

export const restoreShareAction = action("restoreShareAction", oneShare, async ({ shareId }, { user }) => {
  await restoreShare(user.id, shareId);
  return null;
});
