import "server-only";
import { database } from "#db/client";
import { countUse, forgetUses } from "#lib/auth/limits";
import { passwordMatches } from "#lib/auth/password";
import { AppError } from "#lib/domain/app-error";
import { findShare } from "#lib/shares/open-share";
import { issuePass } from "#lib/shares/share-pass";

/**
 * Checks the password of a link; tries are limited by address, by link, and by both.
 * @returns a pass for `enterShare`
 * @throws {AppError} NOT_FOUND, SHARE_EXPIRED, SHARE_PASSWORD_WRONG, TOO_MANY_REQUESTS
 */
export async function unlockShare(token: string, password: string, address: string): Promise<string> {
  const share = await findShare(await database(), token);
  const visitor = `${share.id} ${address}`;
  await countUse("addressShareTries", address);
  await countUse("visitorShareTries", visitor);
  await countUse("shareTries", share.id);
  if (!(await passwordMatches(password, share.passwordHash ?? undefined))) throw new AppError("SHARE_PASSWORD_WRONG");
  await forgetUses("visitorShareTries", visitor);
  return issuePass(share);
}
