import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";

/** Every test file has a data folder of its own and logs nothing. */
const folder = mkdtempSync(path.join(tmpdir(), "rk-test-"));
process.env.DATA_DIR ??= folder;
process.env.LOG_LEVEL ??= "silent";

afterAll(() => rmSync(folder, { recursive: true, force: true }));
