import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type AppServer, startApp } from "#tests/support/app-server";

/**
 * Starts the built app on a data folder of its own with a library of `videos` videos; whose it is tells
 * `seeded-account.ts`. The folder goes when it stops. Seeded before the start: an embedded database has one owner.
 */
export async function startSeededApp(videos: number): Promise<AppServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "rk-seeded-"));
  const seeding = spawn(
    process.execPath,
    ["--conditions=react-server", "--no-warnings", path.join("tests", "support", "seed-library.ts"), String(videos)],
    { stdio: "inherit", env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "", LOG_LEVEL: "warn" } },
  );
  const [code] = await once(seeding, "exit");
  if (code !== 0) throw new Error(`Seeding ${videos} videos failed`);
  const app = await startApp({}, dataDir);
  return {
    ...app,
    stop: async (options) => {
      const ended = await app.stop(options);
      if (!options?.keepData) rmSync(dataDir, { recursive: true, force: true });
      return ended;
    },
  };
}
