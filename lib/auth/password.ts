import "server-only";
import { hash, verify } from "@node-rs/argon2";

/** argon2id (the library's default) with the parameters that OWASP's password storage cheat sheet recommends. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let decoy: Promise<string> | undefined;

/** An argon2id hash of `password`, with its salt and parameters in it. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

/**
 * Whether `password` is the one behind `stored`. Without a stored hash the work is done all the same,
 * so that the time of an answer does not tell whether an account exists.
 */
export async function passwordMatches(password: string, stored: string | undefined): Promise<boolean> {
  decoy ??= hashPassword("decoy");
  const matches = await verify(stored ?? (await decoy), password);
  return stored !== undefined && matches;
}
