import "server-only";
import { cookies, headers } from "next/headers";
import { countUse } from "#lib/auth/limits";
import { addressOf } from "#lib/auth/request-address";
import { AppError } from "#lib/domain/app-error";
import { env } from "#lib/env";
import { answerWith } from "#lib/http/page-status";
import { type OpenedShare, openShare } from "#lib/shares/open-share";
import { PASS_SECONDS } from "#lib/shares/share-pass";

const COOKIE = "share";

/** The pass of a link that this visitor has; the browser sends it to that link alone. */
export async function readPass(): Promise<string | undefined> {
  return (await cookies()).get(COOKIE)?.value;
}

/** Lets the browser keep a pass for one link: its page and its bytes. */
export async function keepPass(token: string, pass: string): Promise<void> {
  (await cookies()).set(COOKIE, pass, {
    path: `/s/${token}`,
    maxAge: PASS_SECONDS,
    httpOnly: true,
    sameSite: "lax",
    secure: env().PUBLIC_URL?.startsWith("https:") ?? false,
  });
}

/** What a page has to say to somebody who opens a link. */
type Opened = OpenedShare | { state: "gone" } | { state: "limited" };

/**
 * Opens a link for whoever asks, as often as their address may. One that has expired is answered with 410, an
 * address that asks too often with 429.
 */
export async function openToStranger(token: string): Promise<Opened> {
  try {
    await countUse("addressShares", addressOf(await headers()));
    const opened = await openShare(token, await readPass());
    if (opened.state === "expired") answerWith(410);
    return opened;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "NOT_FOUND") return { state: "gone" };
    if (error.code !== "TOO_MANY_REQUESTS") throw error;
    answerWith(429);
    return { state: "limited" };
  }
}
