import "server-only";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database } from "#db/client";
import { sessions, users } from "#db/schema/users";
import { countUse, forgetUses } from "#lib/auth/limits";
import { passwordMatches } from "#lib/auth/password";
import { AppError } from "#lib/domain/app-error";

/** How long a sign-in lasts at most. */
export const SESSION_SECONDS = 30 * 24 * 3_600;

interface SignIn {
  email: string;
  password: string;
  address: string;
  userAgent: string | null;
}

/**
 * Checks email and password and opens a session.
 * @returns ids of the user and of the new row in `sessions`
 * @throws {AppError} TOO_MANY_REQUESTS, WRONG_CREDENTIALS (also for an unknown email, after the same time)
 */
export async function signInWithPassword(input: SignIn): Promise<{ userId: string; sessionId: string }> {
  const email = input.email.trim().toLowerCase();
  await countUse("addressSignIns", input.address);
  const visitor = `${email} ${input.address}`;
  await countUse("visitorSignIns", visitor);
  await countUse("emailSignIns", email);
  const db = await database();
  const [user] = await db.select().from(users).where(eq(users.email, email));
  const matches = await passwordMatches(input.password, user?.passwordHash);
  if (!user || !matches || user.disabledAt) throw new AppError("WRONG_CREDENTIALS");
  await forgetUses("visitorSignIns", visitor);
  const sessionId = uuidv7();
  await db.insert(sessions).values({
    id: sessionId,
    userId: user.id,
    address: input.address,
    userAgent: input.userAgent?.slice(0, 300) ?? null,
    expiresAt: new Date(Date.now() + SESSION_SECONDS * 1_000),
  });
  return { userId: user.id, sessionId };
}
