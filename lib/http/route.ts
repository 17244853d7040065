import "server-only";
import { createHash } from "node:crypto";
import { countUse } from "#lib/auth/limits";
import { addressOf } from "#lib/auth/request-address";
import { currentSession, type Session } from "#lib/auth/session";
import { AppError } from "#lib/domain/app-error";
import { tellFault } from "#lib/http/tell-fault";

interface Context<Parameters> {
  params: Promise<Parameters>;
}

/** A GET (or HEAD) route for people who are signed in: address limit, session, then the handler, whose verb checks the owner. */
export function route<Parameters>(
  name: string,
  handle: (request: Request, session: Session, parameters: Parameters) => Promise<Response>,
): (request: Request, context: Context<Parameters>) => Promise<Response> {
  return async (request, context) => {
    try {
      await countUse("addressReads", addressOf(request.headers));
      const session = await currentSession();
      if (!session) throw new AppError("UNAUTHENTICATED");
      return await handle(request, session, await context.params);
    } catch (error) {
      const { told, status } = tellFault(name, error);
      const headers = new Headers({ "Cache-Control": "no-store" });
      if (told.retryAfterSeconds !== undefined) headers.set("Retry-After", String(told.retryAfterSeconds));
      return Response.json({ error: told }, { status, headers });
    }
  };
}

/** JSON with an ETag of its content: 304 where the caller has it already, which is what a poll mostly gets. */
export function jsonWithEtag(request: Request, body: object): Response {
  const text = JSON.stringify(body);
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  const headers = { ETag: etag, "Cache-Control": "private, no-cache", "Content-Type": "application/json" };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
