import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, it } from "vitest";
import { connectEmbedded } from "#db/connect";
import { DurableFileSystem, durableStartParameters } from "#db/durable-file-system";
import { FolderLockedError } from "#db/folder-lock";

const base = mkdtempSync(path.join(tmpdir(), "rk-durable-"));
afterAll(() => rmSync(base, { recursive: true, force: true }));

it("calls fsync at every commit", async () => {
  const fs = new DurableFileSystem(path.join(base, "synced"));
  const client = await PGlite.create({ fs, startParams: durableStartParameters() });
  await client.query("create table t (n int)");
  const before = fs.syncs;
  for (let n = 0; n < 5; n += 1) await client.query("insert into t values ($1)", [n]);
  expect(fs.syncs - before).toBeGreaterThanOrEqual(5);
  const { rows } = await client.query<{ fsync: string }>("show fsync");
  expect(rows).toEqual([{ fsync: "on" }]);
  await client.close();
});

it("refuses a second opener of the folder with a sentence, and lets it in when the first is gone", async () => {
  const folder = path.join(base, "locked");
  const first = await connectEmbedded(folder);
  await expect(connectEmbedded(folder)).rejects.toThrow(FolderLockedError);
  await expect(connectEmbedded(folder)).rejects.toThrow(/Another process has the embedded database/);
  await first.close();
  const second = await connectEmbedded(folder);
  await second.close();
});

it("frees the folder when its owner is killed", async () => {
  const folder = path.join(base, "killed");
  const script = `const { connectEmbedded } = await import("#db/connect");
    await connectEmbedded(${JSON.stringify(folder)}); console.log("open"); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ["--conditions=react-server", "--input-type=module", "-e", script], {
    cwd: process.cwd(),
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => owner.stdout.once("data", resolve));
  await expect(connectEmbedded(folder)).rejects.toThrow(FolderLockedError);
  const gone = new Promise((resolve) => owner.once("exit", resolve));
  owner.kill("SIGKILL");
  await gone;
  const handle = await connectEmbedded(folder);
  await handle.close();
});

it("opens after a power cut during a start, which leaves PostgreSQL's own lock file empty", async () => {
  const folder = path.join(base, "cut");
  await (await connectEmbedded(folder)).close();
  writeFileSync(path.join(folder, "postmaster.pid"), "");
  const handle = await connectEmbedded(folder);
  await handle.close();
});

it("names the way out when the folder was made by another PostgreSQL", async () => {
  const folder = path.join(base, "old");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "PG_VERSION"), "17\n");
  await expect(connectEmbedded(folder)).rejects.toThrow(/made by PostgreSQL 17/);
});
