"use server";

import { z } from "zod";
import { PASSWORD_MAX_CHARACTERS } from "#lib/domain/passwords";
import { publicAction } from "#lib/http/action";
import { keepPass } from "#lib/http/share-door";
import { unlockShare } from "#lib/shares/unlock-share";

export const unlockShareAction = publicAction(
  "unlockShareAction",
  z.object({ token: z.string().max(64), password: z.string().max(PASSWORD_MAX_CHARACTERS) }),
  async ({ token, password }, { address }) => {
    await keepPass(token, await unlockShare(token, password, address));
    return null;
  },
);
