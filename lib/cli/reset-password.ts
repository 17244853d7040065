// Resets an administrator's password from the command line: `npm run reset-password -- <email>`.
// The server must be stopped when it uses the embedded database, which one process has at a time.
import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { closeDatabase, database, databaseHandle } from "#db/client";
import { FolderLockedError } from "#db/folder-lock";
import { migrate } from "#db/migrate";
import { users } from "#db/schema/users";
import { setPassword } from "#lib/auth/change-password";
import { EnvironmentError } from "#lib/env";

function leave(sentence: string): never {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

/** Gives the administrator `email` a new random password, ends their sign-ins and enables the account. */
async function resetPassword(email: string): Promise<string> {
  await migrate(await databaseHandle());
  const db = await database();
  const [user] = await db
    .update(users)
    .set({ disabledAt: null })
    .where(and(eq(users.email, email.trim().toLowerCase()), eq(users.role, "admin")))
    .returning({ id: users.id });
  if (!user) leave(`No administrator has the address ${email}.`);
  const password = randomBytes(12).toString("base64url");
  await setPassword(user.id, password);
  return password;
}

const [email] = process.argv.slice(2);
if (!email) leave("Say whose: npm run reset-password -- admin@example.com");
try {
  const password = await resetPassword(email);
  await closeDatabase();
  console.log(
    `\nThe new password of ${email} is: ${password}\nAll their sign-ins have ended. Change it in Settings.\n`,
  );
} catch (error) {
  if (error instanceof FolderLockedError) leave("Stop the server first: it has the embedded database open.");
  if (error instanceof EnvironmentError) leave(error.message);
  throw error;
}
