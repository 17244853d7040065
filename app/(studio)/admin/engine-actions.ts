"use server";

import { z } from "zod";
import { grantEngineCredits, setEnginePlan } from "#lib/accounts/engine-accounts";
import { ENGINE_ACCOUNT_KINDS, PLANS } from "#lib/domain/plans";
import { adminAction } from "#lib/http/action";

const account = z.object({ userId: z.uuid(), kind: z.enum(ENGINE_ACCOUNT_KINDS) });
const GRANT_MAX = 1_000_000;

export const setEnginePlanAction = adminAction(
  "setEnginePlanAction",
  account.extend({ plan: z.enum(PLANS) }),
  async ({ userId, kind, plan }) => {
    await setEnginePlan(userId, kind, plan);
    return null;
  },
);

export const grantCreditsAction = adminAction(
  "grantCreditsAction",
  account.extend({ credits: z.int().min(-GRANT_MAX).max(GRANT_MAX) }),
  async (input, { user }) => ({ balanceCredits: await grantEngineCredits(user.id, input) }),
);
