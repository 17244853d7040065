import "server-only";
import { AppError } from "#lib/domain/app-error";
import { publicOrigin } from "#lib/http/public-origin";

/**
 * Refuses a request that another site's page makes a browser send. Browsers say where it came from by
 * `Sec-Fetch-Site` where the address is secure, and by `Origin` everywhere; a cookie without either is
 * not trusted.
 * @throws {AppError} ORIGIN_REFUSED
 */
export function refuseForeignOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const isOwn = site
    ? site === "same-origin"
    : origin !== null &&
      URL.canParse(origin) &&
      [new URL(publicOrigin(headers)).host, headers.get("host")].includes(new URL(origin).host);
  if (!isOwn) throw new AppError("ORIGIN_REFUSED");
}
