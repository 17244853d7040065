import { type ExecFileOptions, execFile, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { v4 as uuidv4 } from "uuid";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { errorAnswer } from "#lib/contract/error";
import { apiExample, EXAMPLE_FACTS, EXAMPLE_LANGUAGES, type ExampleLanguage } from "#lib/contract/examples";
import { generateAnswer, strictGenerateRequest } from "#lib/contract/generate";
import {
  SHOWN_ERROR,
  SHOWN_GENERATE_ANSWER,
  SHOWN_GENERATE_REQUEST,
  shownStatusAnswer,
} from "#lib/contract/shown-answers";
import { statusAnswer } from "#lib/contract/status";
import { createKey } from "#lib/engine/create-key";
import type { RenderedClip, RenderJob } from "#lib/engine/render/job";
import { renderNext } from "#lib/engine/render-next";
import { startEngineServer } from "#tests/contract/engine-server";
import { describeOnBothDatabases } from "#tests/support/test-database";

const dataDir = mkdtempSync(path.join(tmpdir(), "engine-examples-"));
vi.mock(import("#lib/env"), async (original) => {
  const actual = await original();
  return { ...actual, env: () => actual.parseEnvironment({ DATA_DIR: dataDir, LOG_LEVEL: "silent" }) };
});

const run = promisify(execFile);

/** What a machine must have to run an example as its page says: `sh` needs `curl`. */
const PROGRAMS: Record<ExampleLanguage, { command: string; needs: string }> = {
  curl: { command: "sh", needs: "curl" },
  javascript: { command: process.execPath, needs: process.execPath },
  python: { command: "python3", needs: "python3" },
};
const isMissing = (program: string) => spawnSync(program, ["--version"], { stdio: "ignore" }).error !== undefined;

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const CLIP = "a clip of the example";
const draw = async (job: RenderJob): Promise<RenderedClip> => {
  await writeFile(job.outputPath, CLIP);
  return { width: 720, height: 480, frames: 144, durationSeconds: 6, sizeBytes: CLIP.length, family: "ocean" };
};

describeOnBothDatabases("the examples of the API page", () => {
  const stopping = new AbortController();
  let server: Awaited<ReturnType<typeof startEngineServer>>;
  let rendering: Promise<void>;

  const renderUntilStopped = async () => {
    while (!stopping.signal.aborted) {
      await renderNext(new AbortController().signal, { render: draw });
      await setTimeout(100);
    }
  };
  const runExample = async (language: ExampleLanguage, key: string) => {
    const cwd = mkdtempSync(path.join(dataDir, `${language}-`));
    const { file } = EXAMPLE_FACTS[language];
    await writeFile(path.join(cwd, file), apiExample(language, server.origin));
    const options: ExecFileOptions = { cwd, env: { ...process.env, REELKEEP_KEY: key }, timeout: 20_000 };
    const result = await run(PROGRAMS[language].command, [file], options).catch((error) => error);
    return { cwd, code: result.code ?? 0, stdout: String(result.stdout), stderr: String(result.stderr) };
  };

  beforeAll(async () => {
    globalThis.reelkeepLimiters = undefined;
    server = await startEngineServer();
    rendering = renderUntilStopped();
  });
  afterAll(async () => {
    stopping.abort();
    await rendering;
    await server.stop();
  });

  for (const language of EXAMPLE_LANGUAGES) {
    it(`${language} orders, waits and saves both videos`, async ({ skip }) => {
      const { needs } = PROGRAMS[language];
      skip(isMissing(needs), `this machine has no ${needs}`);
      const { key } = await createKey(uuidv4(), "Example");
      const { cwd, code, stdout, stderr } = await runExample(language, key);
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toMatch(/^Ordered: task_[0-9a-f]{32}\nSaved: video-1\.mp4\nSaved: video-2\.mp4\n$/);
      for (const name of ["video-1.mp4", "video-2.mp4"])
        expect(await readFile(path.join(cwd, name), "utf8")).toBe(CLIP);
    });

    it(`${language} ends with an error where its key is refused`, async ({ skip }) => {
      const { needs } = PROGRAMS[language];
      skip(isMissing(needs), `this machine has no ${needs}`);
      const { code, stdout } = await runExample(language, `rk_${"a".repeat(43)}`);
      expect(code).not.toBe(0);
      expect(stdout).not.toContain("Saved");
    });
  }
});

describe("the bodies that the API page shows", () => {
  it("are what the schemas say", () => {
    expect(strictGenerateRequest.parse(SHOWN_GENERATE_REQUEST)).toMatchObject(SHOWN_GENERATE_REQUEST);
    expect(generateAnswer.parse(SHOWN_GENERATE_ANSWER)).toEqual(SHOWN_GENERATE_ANSWER);
    const shown = shownStatusAnswer("https://studio.example");
    expect(statusAnswer.parse(shown)).toEqual(shown);
    expect(errorAnswer.parse(SHOWN_ERROR)).toEqual(SHOWN_ERROR);
  });
});
