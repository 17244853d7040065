"use server";

import { headers } from "next/headers";
import { z } from "zod";
import { setAccountDisabled } from "#lib/accounts/set-account-disabled";
import { createInvite, revokeInvite } from "#lib/auth/invites";
import { adminAction } from "#lib/http/action";
import { publicOrigin } from "#lib/http/public-origin";

export const createInviteAction = adminAction("createInviteAction", z.undefined().optional(), async (_, { user }) => {
  const { code, expiresAt } = await createInvite(user.id);
  const url = `${publicOrigin(await headers())}/sign-up?code=${encodeURIComponent(code)}`;
  return { code, url, expiresAt: expiresAt.toISOString() };
});

export const revokeInviteAction = adminAction(
  "revokeInviteAction",
  z.object({ inviteId: z.uuid() }),
  async ({ inviteId }) => {
    await revokeInvite(inviteId);
    return null;
  },
);

export const setUserDisabledAction = adminAction(
  "setUserDisabledAction",
  z.object({ userId: z.uuid(), disabled: z.boolean() }),
  async ({ userId, disabled }, { user }) => {
    await setAccountDisabled(user.id, userId, disabled);
    return null;
  },
);
