import { randomBytes } from "node:crypto";
import { once } from "node:events";
import net, { type AddressInfo, type Socket } from "node:net";
import path from "node:path";
import { Client } from "pg";
import { startPostgres } from "#tests/support/postgres-server";

interface SeverableDatabase {
  url: string;
  /** Ends every connection and refuses new ones, as a database that went down does. */
  sever(): void;
  restore(): void;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL with an empty database, the way to which can be cut and made good again. */
export async function startSeverableDatabase(): Promise<SeverableDatabase> {
  const postgres = await startPostgres();
  const name = `t_${randomBytes(8).toString("hex")}`;
  const admin = new Client({ connectionString: postgres.urlOf("postgres") });
  await admin.connect();
  await admin.query(`create database ${name}`);
  await admin.end();
  const { hostname, port, searchParams } = new URL(postgres.urlOf(name));
  const folder = searchParams.get("host");
  const open = new Set<Socket>();
  let severed = false;
  const way = net.createServer((near) => {
    if (severed) return void near.destroy();
    const far = folder ? net.connect(path.join(folder, ".s.PGSQL.5432")) : net.connect(Number(port || 5432), hostname);
    open.add(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.pipe(other);
      one.on("error", () => other.destroy());
      one.once("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await once(way.listen(0, "127.0.0.1"), "listening");
  const url = new URL(postgres.urlOf(name));
  url.searchParams.delete("host");
  url.hostname = "127.0.0.1";
  url.port = String((way.address() as AddressInfo).port);
  const sever = () => {
    severed = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.toString(),
    sever,
    restore: () => {
      severed = false;
    },
    stop: async () => {
      sever();
      way.close();
      await postgres.stop();
    },
  };
}
