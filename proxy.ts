import { type NextRequest, NextResponse } from "next/server";
import { contentSecurityPolicy } from "#lib/http/content-security-policy";
import { storageOrigin } from "#lib/storage/s3-settings";

/**
 * Before every page: a fresh nonce with a strict Content Security Policy, and the page's own path for
 * the way back from sign-in. Who is asking is checked by pages, actions and routes themselves.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === "development", storageOrigin());
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", `${request.nextUrl.pathname}${request.nextUrl.search}`);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = {
  matcher: [{ source: "/((?!api/|v1/|_next/|icon|apple-icon|favicon.ico|sw\\.js|manifest.webmanifest).*)" }],
};
