import { writeFile } from "node:fs/promises";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { transaction } from "#db/transaction";
import { createKey } from "#lib/engine/create-key";
import { issueStudioKey } from "#lib/engine/issue-studio-key";
import type { RenderedClip, RenderJob } from "#lib/engine/render/job";
import { renderNext } from "#lib/engine/render-next";
import type { ProviderTarget } from "#lib/provider/call";
import { readStatus } from "#lib/provider/read-status";
import { submitGeneration } from "#lib/provider/submit-generation";
import { testToken } from "#lib/provider/test-token";
import { startEngineServer } from "#tests/contract/engine-server";
import { describeOnBothDatabases } from "#tests/support/test-database";

const draw = async (job: RenderJob): Promise<RenderedClip> => {
  await writeFile(job.outputPath, "a clip");
  return { width: 96, height: 96, frames: 12, durationSeconds: 0.5, sizeBytes: 6, family: "ocean" };
};

describeOnBothDatabases("the studio's client speaks with the engine", () => {
  let server: Awaited<ReturnType<typeof startEngineServer>>;
  let target: ProviderTarget;
  const request = { mode: "fun", prompt: "a red fox", ratio: "3:2" };
  const never = new AbortController().signal;

  beforeAll(async () => {
    server = await startEngineServer();
    const token = await transaction((tx) => issueStudioKey(tx, uuidv7()));
    target = { baseUrl: server.origin, token };
  });
  afterAll(() => server.stop());

  it("is accepted, polled and given its links", async () => {
    const outcome = await submitGeneration(target, request, uuidv7());
    expect(outcome).toMatchObject({ kind: "accepted", limits: { remaining: expect.any(Number) } });
    if (outcome.kind !== "accepted") return;
    expect(await readStatus(target, outcome.taskId)).toMatchObject({ kind: "task", state: "waiting", urls: [] });
    await renderNext(never, { render: draw });
    const done = await readStatus(target, outcome.taskId);
    expect(done).toMatchObject({ kind: "task", state: "succeeded", errorMessage: null });
    if (done.kind !== "task") return;
    expect(done.urls).toHaveLength(2);
    expect(await (await fetch(done.urls[0] ?? "")).text()).toBe("a clip");
  });

  it("is one purchase for one key, however often it is sent", async () => {
    const key = uuidv7();
    const first = await submitGeneration(target, request, key);
    const second = await submitGeneration(target, request, key);
    expect(first).toMatchObject({ kind: "accepted" });
    expect(second).toMatchObject({ kind: "accepted", taskId: "taskId" in first ? first.taskId : "" });
    expect(await submitGeneration(target, { ...request, prompt: "a blue fox" }, key)).toMatchObject({
      kind: "unknown",
    });
  });

  it.each([
    ["mode", { ...request, mode: "turbo" }],
    ["ratio", { ...request, ratio: "7:1" }],
    ["prompt", { ...request, prompt: " " }],
    ["image", { ...request, images: ["ftp://example.com/a.png"] }],
  ])("is told which %s is refused", async (field, refused) => {
    const outcome = await submitGeneration(target, refused, uuidv7());
    expect(outcome).toMatchObject({ kind: "rejected", because: "request", message: expect.stringContaining(field) });
  });

  it("knows a bad token from a good one, an unknown task from a known one, and an empty account", async () => {
    await expect(testToken(target)).resolves.toBeUndefined();
    const stranger = { ...target, token: "rk_nobody" };
    await expect(testToken(stranger)).rejects.toMatchObject({ code: "TOKEN_REFUSED" });
    expect(await submitGeneration(stranger, request, uuidv7())).toMatchObject({ kind: "rejected", because: "token" });
    expect(await readStatus(target, "task_nobody_has")).toMatchObject({ kind: "task-unknown" });
  });

  it("is limited by the plan, and told when to come back", async () => {
    const { key } = await createKey(uuidv7(), "limited");
    const limited = { ...target, token: key };
    let last = await readStatus(limited, "task_x");
    for (let read = 0; read < 101 && last.kind !== "rate-limited"; read += 1)
      last = await readStatus(limited, "task_x");
    expect(last.kind).toBe("rate-limited");
    if (last.kind === "rate-limited") expect(last.retryAt.getTime()).toBeGreaterThan(Date.now());
    expect(await submitGeneration(limited, request, uuidv7())).toMatchObject({ kind: "rate-limited" });
  });

  it("calls a server that is not there unreachable, with nothing sent", async () => {
    const nowhere = { ...target, baseUrl: "http://127.0.0.1:9" };
    expect(await submitGeneration(nowhere, request, uuidv7())).toMatchObject({ kind: "not-sent" });
    expect(
      await submitGeneration({ ...target, baseUrl: "http://no.such.host.invalid" }, request, uuidv7()),
    ).toMatchObject({
      kind: "not-sent",
    });
    await expect(testToken(nowhere)).rejects.toMatchObject({ code: "PROVIDER_UNREACHABLE" });
  });
});
