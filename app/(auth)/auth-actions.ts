"use server";

import { z } from "zod";
import { signUp } from "#lib/accounts/sign-up";
import { appErrorIn, signIn, signOut } from "#lib/auth/next-auth";
import { localPath } from "#lib/domain/local-path";
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from "#lib/domain/passwords";
import { action, publicAction } from "#lib/http/action";

const email = z.email().max(320);
const next = z.string().max(2_048).optional();

/** Opens a session by next-auth, which sets the cookie; its wrapped errors come out as ours. */
async function openSession(credentials: { email: string; password: string }): Promise<void> {
  try {
    await signIn("credentials", { ...credentials, redirect: false });
  } catch (error) {
    throw appErrorIn(error) ?? error;
  }
}

export const signInAction = publicAction(
  "signInAction",
  z.object({ email, password: z.string().max(PASSWORD_MAX_CHARACTERS), next }),
  async (input) => {
    await openSession(input);
    return { redirectTo: localPath(input.next) };
  },
);

export const signUpAction = publicAction(
  "signUpAction",
  z.object({
    email,
    password: z.string().min(PASSWORD_MIN_CHARACTERS).max(PASSWORD_MAX_CHARACTERS),
    code: z.string().max(200).optional(),
    next,
  }),
  async (input, { address }) => {
    await signUp({ email: input.email, password: input.password, code: input.code, address });
    await openSession(input);
    return { redirectTo: localPath(input.next) };
  },
);

export const signOutAction = action("signOutAction", z.undefined().optional(), async () => {
  await signOut({ redirect: false });
  return { redirectTo: "/sign-in" };
});
