import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { expect, it, vi } from "vitest";
import { database } from "#db/client";
import { connectionVersions, sessions } from "#db/schema/users";
import { listUsers } from "#lib/accounts/list-users";
import { setAccountDisabled } from "#lib/accounts/set-account-disabled";
import { signUp } from "#lib/accounts/sign-up";
import { changePassword } from "#lib/auth/change-password";
import { revokeSession } from "#lib/auth/end-session";
import { createInvite, firstAccountCode, listInvites, revokeInvite } from "#lib/auth/invites";
import { listSessions } from "#lib/auth/list-sessions";
import { setUserDisabled } from "#lib/auth/set-user-disabled";
import { signInWithPassword } from "#lib/auth/sign-in";
import { signUpState } from "#lib/auth/sign-up-state";
import { listConnections } from "#lib/connections/list-connections";
import { saveToken } from "#lib/connections/save-token";
import { authenticateKey } from "#lib/engine/authenticate-key";
import { createKey } from "#lib/engine/create-key";
import { describeOnBothDatabases } from "#tests/support/test-database";

const settings = vi.hoisted(() => ({ HOST: "127.0.0.1" }));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  const env = () => ({ ...actual.env(), HOST: settings.HOST });
  return {
    ...actual,
    env,
    isReachableByOthers: () => actual.isReachableByOthers(env()),
    signupPolicy: () => actual.signupPolicy(env()),
  };
});

const PASSWORD = "correct horse";
const person = () => ({ email: `${uuidv7()}@Example.test`, password: PASSWORD, code: undefined, address: uuidv7() });
const visit = (email: string, password = PASSWORD) => ({ email, password, address: uuidv7(), userAgent: "test" });

describeOnBothDatabases("accounts", () => {
  it("lets one of several first sign-ups be the administrator, each with a preview connection that works", async () => {
    expect(await signUpState()).toEqual({ open: true, needsCode: false, firstAccount: true });
    await Promise.all([person(), person(), person()].map(signUp));
    const users = await listUsers();
    expect(users.map(({ role }) => role).sort()).toEqual(["admin", "member", "member"]);
    expect(await signUpState()).toEqual({ open: true, needsCode: false, firstAccount: false });
    const [preview] = await listConnections(users[0]?.id ?? "");
    expect(preview).toMatchObject({ kind: "preview", usable: true, priceCredits: 0, tokenLast4: null });
  });

  it("takes an address once, whatever its case", async () => {
    const one = person();
    await signUp(one);
    await expect(signUp({ ...one, email: one.email.toUpperCase() })).rejects.toMatchObject({ code: "EMAIL_TAKEN" });
  });

  it("answers a wrong password and an unknown address alike, and stops guessing", async () => {
    const one = person();
    await signUp(one);
    await expect(signInWithPassword(visit("nobody@example.test"))).rejects.toMatchObject({ code: "WRONG_CREDENTIALS" });
    const address = uuidv7();
    const guess = (password: string) => signInWithPassword({ ...visit(one.email, password), address });
    for (let attempt = 0; attempt < 10; attempt += 1) {
      await expect(guess("wrong")).rejects.toMatchObject({ code: "WRONG_CREDENTIALS" });
    }
    await expect(guess(PASSWORD)).rejects.toMatchObject({
      code: "TOO_MANY_REQUESTS",
      retryAfterSeconds: expect.any(Number),
    });
    // The person themselves, elsewhere, is not locked out by it.
    expect(await signInWithPassword(visit(one.email))).toMatchObject({ sessionId: expect.any(String) });
  });

  it("ends one sign-in, all others, or all of a disabled account", async () => {
    const one = person();
    const { id } = await signUp(one);
    const [first, second, third] = await Promise.all([1, 2, 3].map(() => signInWithPassword(visit(one.email))));
    if (!first || !second || !third) throw new Error("three sign-ins were expected");
    expect(await listSessions(id, first.sessionId)).toHaveLength(3);
    const other = await signUp(person());
    await expect(revokeSession(other.id, first.sessionId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await revokeSession(id, third.sessionId);
    expect((await listSessions(id, first.sessionId)).map((session) => session.id)).not.toContain(third.sessionId);
    const passwords = { currentPassword: PASSWORD, newPassword: "another horse" };
    await changePassword(id, first.sessionId, passwords);
    expect((await listSessions(id, first.sessionId)).map((session) => session.id)).toEqual([first.sessionId]);
    await expect(changePassword(id, first.sessionId, passwords)).rejects.toMatchObject({ code: "WRONG_CREDENTIALS" });

    await setUserDisabled(other.id, id, true);
    const db = await database();
    const rows = await db.select().from(sessions).where(eq(sessions.userId, id));
    expect(rows.every(({ revokedAt }) => revokedAt !== null)).toBe(true);
    await expect(signInWithPassword(visit(one.email, "another horse"))).rejects.toMatchObject({
      code: "WRONG_CREDENTIALS",
    });
    await expect(setUserDisabled(other.id, other.id, true)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it("refuses a disabled account's keys of the built-in API, and takes them again", async () => {
    const admin = await signUp(person());
    const { id } = await signUp(person());
    const { key } = await createKey(id, "mine");
    const account = () => authenticateKey(`Bearer ${key}`);
    expect(await account()).toMatchObject({ disabled: false });
    await setAccountDisabled(admin.id, id, true);
    expect(await account()).toMatchObject({ disabled: true });
    await setAccountDisabled(admin.id, id, false);
    expect(await account()).toMatchObject({ disabled: false });
  });

  it("needs an invitation where others can reach the server, good for one account", async () => {
    const [admin] = await listUsers();
    settings.HOST = "0.0.0.0";
    try {
      expect(await signUpState()).toMatchObject({ open: true, needsCode: true });
      expect(await firstAccountCode()).toBeNull();
      await expect(signUp(person())).rejects.toMatchObject({ code: "SIGNUP_CODE_INVALID" });
      const { code } = await createInvite(admin?.id ?? null);
      await signUp({ ...person(), code });
      await expect(signUp({ ...person(), code })).rejects.toMatchObject({ code: "SIGNUP_CODE_INVALID" });
      const revoked = await createInvite(admin?.id ?? null);
      const [invite] = await listInvites();
      await revokeInvite(invite?.id ?? "");
      await expect(signUp({ ...person(), code: revoked.code })).rejects.toMatchObject({ code: "SIGNUP_CODE_INVALID" });
    } finally {
      settings.HOST = "127.0.0.1";
    }
  });

  it("never keeps a token in the clear, and shows its last four characters only", async () => {
    const { id } = await signUp(person());
    const token = "sk-very-secret-token-4321";
    const view = await saveToken(id, `  Bearer ${token}\n`);
    expect(view).toMatchObject({ kind: "grokimagine", tokenLast4: "4321", usable: true });
    expect(JSON.stringify(view)).not.toContain("very-secret");
    const db = await database();
    const [stored] = await db.select().from(connectionVersions).where(eq(connectionVersions.connectionId, view.id));
    expect(JSON.stringify(stored)).not.toContain("very-secret");
    await saveToken(id, "sk-another-token-8765");
    expect((await listConnections(id)).filter(({ kind }) => kind === "grokimagine")).toMatchObject([
      { tokenLast4: "8765" },
    ]);
    await expect(saveToken(id, "two words")).rejects.toMatchObject({ code: "TOKEN_INVALID" });
  });
});
