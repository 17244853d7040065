"use server";

import { z } from "zod";
import { createApiKey, revokeApiKey } from "#lib/accounts/api-access";
import { KEY_NAME_MAX_CHARACTERS } from "#lib/domain/plans";
import { action } from "#lib/http/action";

export const createKeyAction = action(
  "createKeyAction",
  z.object({ name: z.string().trim().min(1).max(KEY_NAME_MAX_CHARACTERS) }),
  ({ name }, { user }) => createApiKey(user.id, name),
);

export const revokeKeyAction = action("revokeKeyAction", z.object({ keyId: z.uuid() }), async ({ keyId }, { user }) => {
  await revokeApiKey(user.id, keyId);
  return null;
});
