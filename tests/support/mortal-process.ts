import type { PoolClient } from "pg";
import { useDatabase } from "#db/client";
import { connectPostgres } from "#db/connect";

/** Whether the statement at which a process dies still reaches the database. */
export type LastWord = "unsaid" | "heard";

interface MortalProcess {
  /** Resolves when it has died. */
  died: Promise<void>;
  /** Closes its connections, as the system does with those of a dead process. */
  bury(): void;
}

/**
 * Puts a connection to PostgreSQL in place of the app's own that is lost for good at statement number
 * `diesAt`: it is not sent (`unsaid`), or sent and its answer never comes (`heard`). Whoever waits for it
 * waits for ever, as in a process that was killed there.
 */
export function useMortalProcess(url: string, diesAt: number, lastWord: LastWord): MortalProcess {
  const handle = connectPostgres(url, 4);
  const { promise: died, resolve } = Promise.withResolvers<void>();
  const clients: PoolClient[] = [];
  let statements = 0;
  let dead = false;
  const { driver } = handle;
  if (driver.kind !== "postgres") throw new Error("Only a connection to PostgreSQL can be cut");
  driver.pool.on("connect", (client) => {
    clients.push(client);
    client.on("error", () => {});
    const { query } = client;
    const send = (parameters: unknown[]): unknown => Reflect.apply(query, client, parameters);
    const never = new Promise<never>(() => {});
    const mortalQuery = (...parameters: unknown[]) => {
      statements += 1;
      if (dead) return never;
      if (statements < diesAt) return send(parameters);
      dead = true;
      if (lastWord === "unsaid") resolve();
      else void Promise.resolve(send(parameters)).then(() => resolve());
      return never;
    };
    Object.defineProperty(client, "query", { value: mortalQuery });
  });
  useDatabase(handle);
  return {
    died,
    bury: () => {
      for (const client of clients) void client.end().catch(() => {});
    },
  };
}
