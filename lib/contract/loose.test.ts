import { describe, expect, it } from "vitest";
import { openGenerateAnswer } from "#lib/contract/generate";
import { openStatusAnswer } from "#lib/contract/status";

const creditsOf = (consumed_credits: unknown) =>
  openStatusAnswer.parse({ data: { consumed_credits } }).data?.consumed_credits;

describe("what a provider may answer", () => {
  it.each([
    [40, 40],
    ["40", 40],
    [0, 0],
    [12.5, 13],
  ])("reads credits of %j as %j", (value, credits) => {
    expect(creditsOf(value)).toBe(credits);
  });

  it.each([[""], [false], [[]], [null], [-1], [3_000_000_000], ["many"], [{}]])(
    "does not take %j for credits",
    (value: unknown) => {
      expect(creditsOf(value) ?? null).toBeNull();
    },
  );

  it("keeps words, ids and links without control characters", () => {
    const nul = String.fromCharCode(0);
    const status = openStatusAnswer.parse({
      data: { status: "failed", error_message: `It${nul}broke`, response: [`https://a.example/1.mp4${nul}`] },
    });
    expect(status.data).toMatchObject({ error_message: "It broke", response: ["https://a.example/1.mp4"] });
    expect(openGenerateAnswer.parse({ data: { task_id: `task${nul}` } }).data?.task_id).toBe("task");
    expect(openGenerateAnswer.parse({ data: { task_id: 7 } }).data?.task_id).toBe("7");
    expect(openGenerateAnswer.parse({ data: { task_id: nul } }).data).toBeUndefined();
    const half = { data: { request: { images: ["https://a.example/\ud800.png"] } } };
    expect(openStatusAnswer.parse(half).data?.request?.images).toEqual(["https://a.example/\ufffd.png"]);
  });

  it("reads links in every shape that was seen", () => {
    const url = "https://a.example/1.mp4";
    for (const response of [url, [url], [{ url }], [{ video_url: url }], [null, url, 7]]) {
      expect(openStatusAnswer.parse({ data: { response } }).data?.response).toEqual([url]);
    }
    expect(openStatusAnswer.parse({ data: { response: null } }).data?.response).toEqual([]);
    expect(openStatusAnswer.parse({ data: {} }).data?.response).toEqual([]);
  });
});
