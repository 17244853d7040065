import "server-only";
import { createHash } from "node:crypto";
import { countUse } from "#lib/auth/limits";
import { addressOf } from "#lib/auth/request-address";
import { currentSession, type Session } from "#lib/auth/session";
import { AppError } from "#lib/domain/app-error";
import type { PublicRoute } from "#lib/http/public-doors";
import { refuseForeignOrigin } from "#lib/http/same-origin";
import { tellFault } from "#lib/http/tell-fault";

interface Context<Parameters> {
  params: Promise<Parameters>;
}

type Door<Parameters> = (request: Request, context: Context<Parameters>) => Promise<Response>;

/** Answers with what `answer` makes of a request, or with its fault as JSON. */
function door<Parameters>(
  name: string,
  answer: (request: Request, parameters: Parameters) => Promise<Response>,
): Door<Parameters> {
  return async (request, context) => {
    try {
      return await answer(request, await context.params);
    } catch (error) {
      const { told, status } = tellFault(name, error);
      const headers = new Headers({ "Cache-Control": "no-store" });
      if (told.retryAfterSeconds !== undefined) headers.set("Retry-After", String(told.retryAfterSeconds));
      return Response.json({ error: told }, { status, headers });
    }
  };
}

/** A GET (or HEAD) route for people who are signed in: address limit, session, then the handler, whose verb checks the owner. */
export function route<Parameters>(
  name: string,
  handle: (request: Request, session: Session, parameters: Parameters) => Promise<Response>,
): Door<Parameters> {
  return door<Parameters>(name, async (request, parameters) => {
    await countUse("addressReads", addressOf(request.headers));
    const session = await currentSession();
    if (!session) throw new AppError("UNAUTHENTICATED");
    return handle(request, session, parameters);
  });
}

/**
 * A POST route for people who are signed in, for what is too large for a server action: only our own
 * pages may use it; address limit, session, account limit, then the body, read up to `maxBytes`.
 * A longer one is refused with UPLOAD_TOO_LARGE, at once where it says its length.
 */
export function postRoute<Parameters>(
  name: string,
  { maxBytes }: { maxBytes: number },
  handle: (body: Buffer, session: Session, parameters: Parameters) => Promise<object>,
): Door<Parameters> {
  return door<Parameters>(name, async (request, parameters) => {
    refuseForeignOrigin(request.headers);
    await countUse("addressActions", addressOf(request.headers));
    const session = await currentSession();
    if (!session) throw new AppError("UNAUTHENTICATED");
    await countUse("accountActions", session.user.id);
    const answer = await handle(await readBody(request, maxBytes), session, parameters);
    return Response.json(answer, { status: 201, headers: { "Cache-Control": "no-store" } });
  });
}

/** A GET (or HEAD) route that strangers may call, by address limit alone; `lib/http/public-doors.ts` lists them. */
export function publicRoute<Parameters>(
  name: PublicRoute,
  handle: (request: Request, parameters: Parameters) => Promise<Response>,
): Door<Parameters> {
  return door<Parameters>(name, async (request, parameters) => {
    await countUse("addressReads", addressOf(request.headers));
    return handle(request, parameters);
  });
}

async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length")) > maxBytes) throw new AppError("UPLOAD_TOO_LARGE");
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw new AppError("UPLOAD_TOO_LARGE");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON with an ETag of its content: 304 where the caller has it already, which is what a poll mostly gets. */
export function jsonWithEtag(request: Request, body: object): Response {
  const text = JSON.stringify(body);
  const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  const headers = { ETag: etag, "Cache-Control": "private, no-cache", "Content-Type": "application/json" };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}
