import "server-only";
import { database } from "#db/client";
import { findConnection } from "#lib/connections/find-connection";
import { isUsable, targetOf } from "#lib/connections/target";
import { AppError } from "#lib/domain/app-error";
import { testToken } from "#lib/provider/test-token";

/**
 * Tests a user's stored token without spending.
 * @throws {AppError} CONNECTION_MISSING, CONNECTION_HAS_NO_TOKEN, TOKEN_REFUSED, PROVIDER_LIMITED,
 * PROVIDER_UNREACHABLE, PROVIDER_UNREADABLE
 */
export async function testConnection(userId: string, connectionId: string): Promise<void> {
  const { version } = await findConnection(await database(), userId, connectionId);
  if (!isUsable(version)) throw new AppError("CONNECTION_HAS_NO_TOKEN");
  await testToken(targetOf(version));
}
