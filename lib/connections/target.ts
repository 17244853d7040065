import "server-only";
import type { connectionVersions } from "#db/schema/users";
import { openToken } from "#lib/auth/token-vault";
import { AppError } from "#lib/domain/app-error";
import { engineUrl, env } from "#lib/env";
import { log } from "#lib/log";
import type { ProviderTarget } from "#lib/provider/call";

type Version = typeof connectionVersions.$inferSelect;

/**
 * Base URL and token of a version, for one call.
 * @throws {AppError} CONNECTION_HAS_NO_TOKEN once its token was erased or can't be opened with this secret.
 */
export function targetOf(version: Version): ProviderTarget {
  if (!version.tokenSealed) throw new AppError("CONNECTION_HAS_NO_TOKEN");
  try {
    return { baseUrl: baseUrlOf(version), token: openToken(version.tokenSealed, version.connectionId) };
  } catch (cause) {
    throw new AppError("CONNECTION_HAS_NO_TOKEN", { cause, detail: "the stored token can't be opened" });
  }
}

/** The same; undefined where there is no token to be had, which is logged. */
export function openTarget(version: Version): ProviderTarget | undefined {
  if (!version.tokenSealed) return undefined;
  try {
    return targetOf(version);
  } catch (err) {
    log().error({ err, connectionId: version.connectionId }, "a stored token can't be opened");
    return undefined;
  }
}

/** Where a version's calls go: as saved, or wherever the built-in engine is now. */
export function baseUrlOf(version: Pick<Version, "baseUrl">): string {
  return version.baseUrl ?? engineUrl();
}

/**
 * Where an output of a version's task is to be fetched. Links of the built-in engine name the address by
 * which its status was read; any web process serves the same files, so this one's way to it is taken.
 */
export function outputUrlOf(version: Pick<Version, "baseUrl">, sourceUrl: string): string {
  if (version.baseUrl !== null || !URL.canParse(sourceUrl)) return sourceUrl;
  const { pathname, search } = new URL(sourceUrl);
  return `${engineUrl()}${pathname}${search}`;
}

/** Whether new generations may use a version: not once the server's base URL is another than its token was saved for. */
export function isUsable(version: Version): boolean {
  const current = version.baseUrl === null || version.baseUrl === env().GROKIMAGINE_BASE_URL;
  return version.retiredAt === null && version.tokenSealed !== null && current;
}
