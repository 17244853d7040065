import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { countUse } from "#lib/auth/limits";
import { addressOf } from "#lib/auth/request-address";
import { currentSession, type Session } from "#lib/auth/session";
import type { ActionResult } from "#lib/contract/action";
import { AppError } from "#lib/domain/app-error";
import type { PublicAction } from "#lib/http/public-doors";
import { tellFault } from "#lib/http/tell-fault";

interface Visitor {
  address: string;
  userAgent: string | null;
}

/** What an action takes: its schema's input, or nothing where the schema wants nothing. */
type Input<Schema extends z.ZodType> =
  undefined extends z.input<Schema> ? [input?: z.input<Schema>] : [input: z.input<Schema>];
type Action<Schema extends z.ZodType, Output> = (...input: Input<Schema>) => Promise<ActionResult<Output>>;

async function visitor(): Promise<Visitor> {
  const requestHeaders = await headers();
  return { address: addressOf(requestHeaders), userAgent: requestHeaders.get("user-agent") };
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new AppError("INVALID_INPUT", { cause: parsed.error });
  return parsed.data;
}

/**
 * A server action for people who are signed in. Every export of a `use server` file is a public
 * endpoint, so each goes through here: address limit, session, account limit, parse; the owner check
 * is in the verb, which is scoped by the user's id.
 */
export function action<Schema extends z.ZodType, Output>(
  name: string,
  schema: Schema,
  run: (input: z.output<Schema>, session: Session) => Promise<Output>,
): Action<Schema, Output> {
  return async (...[input]) => {
    try {
      await countUse("addressActions", (await visitor()).address);
      const session = await currentSession();
      if (!session) throw new AppError("UNAUTHENTICATED");
      await countUse("accountActions", session.user.id);
      return { ok: true, data: await run(parse(schema, input), session) };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, error: tellFault(name, error).told };
    }
  };
}

/** A server action for administrators; to others it does not exist. */
export function adminAction<Schema extends z.ZodType, Output>(
  name: string,
  schema: Schema,
  run: (input: z.output<Schema>, session: Session) => Promise<Output>,
): Action<Schema, Output> {
  return action(name, schema, async (input, session) => {
    if (session.user.role !== "admin") throw new AppError("NOT_FOUND");
    return run(input, session);
  });
}

/** One of the few server actions that strangers may call; `lib/http/public-doors.ts` lists them. */
export function publicAction<Schema extends z.ZodType, Output>(
  name: PublicAction,
  schema: Schema,
  run: (input: z.output<Schema>, visitor: Visitor) => Promise<Output>,
): Action<Schema, Output> {
  return async (...[input]) => {
    try {
      const from = await visitor();
      await countUse("addressActions", from.address);
      return { ok: true, data: await run(parse(schema, input), from) };
    } catch (error) {
      unstable_rethrow(error);
      return { ok: false, error: tellFault(name, error).told };
    }
  };
}
