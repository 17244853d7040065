import "server-only";
import { database } from "#db/client";
import { hasFirstAccount } from "#lib/auth/create-user";
import { isReachableByOthers, signupPolicy } from "#lib/env";

interface SignUpState {
  /** Whether anybody can create an account now. */
  open: boolean;
  /** Whether a code is needed: an invitation, or the one that the server printed for the first account. */
  needsCode: boolean;
  firstAccount: boolean;
}

/** What the sign-up page has to ask for. */
export async function signUpState(): Promise<SignUpState> {
  const firstAccount = !(await hasFirstAccount(await database()));
  return {
    firstAccount,
    open: firstAccount || signupPolicy() !== "closed",
    needsCode: firstAccount ? isReachableByOthers() : signupPolicy() === "invite",
  };
}
