import { describe, expect, it } from "vitest";
import { templateFault, uniqueFileName, videoFileName } from "#lib/domain/file-names";

const VIDEO = {
  id: "019ac0de-0000-7000-8000-abcdef012345",
  number: 2,
  createdAt: new Date("2026-11-25T09:08:07.123Z"),
  prompt: "A red Kite, over the Sea!",
  ratio: "16:9",
  mode: "normal",
  rating: 4,
  tags: ["Best of", "海边"],
  extension: "mp4",
};

describe("videoFileName", () => {
  it.each([
    [null, "2026-11-25-a-red-kite-over-the-sea-2.mp4"],
    ["{prompt} {ratio} {mode}", "a-red-kite-over-the-sea 16x9 normal.mp4"],
    ["{date}_{time}_{id}", "2026-11-25_090807_abcdef012345.mp4"],
    ["{rating} stars, {tags}", "4 stars, best-of+海边.mp4"],
    ["...{n}. ", "2.mp4"],
  ])("fills %j in", (template, name) => {
    expect(videoFileName(template, VIDEO)).toBe(name);
  });

  it("gives names that every file system takes", () => {
    const named = (facts: Partial<typeof VIDEO>, template: string | null = null) =>
      videoFileName(template, { ...VIDEO, ...facts });
    expect(named({ prompt: "!?" })).toBe("2026-11-25-video-2.mp4");
    expect(named({ mode: "con" }, "{mode}")).toBe("_con.mp4");
    expect(named({ tags: [] }, "{tags}")).toBe("video.mp4");
    expect(named({ ratio: "../../x" }, "{ratio}")).toBe("x.mp4");
    const long = named({ prompt: "雪".repeat(400) }, "{prompt}{prompt}{prompt}");
    expect(Buffer.byteLength(long)).toBeLessThanOrEqual(204);
    expect(long).toMatch(/^雪+\.mp4$/);
  });
});

it("says why a template can't be used", () => {
  expect(templateFault("{date}-{prompt}-{n}")).toBeNull();
  expect(templateFault("Reel {n}, {rating}★")).toBeNull();
  expect(templateFault("  ")).toBe("empty");
  expect(templateFault("plain")).toBe("no-token");
  expect(templateFault("{promt}")).toBe("unknown-token");
  expect(templateFault("{date}/{n}")).toBe("forbidden-character");
  expect(templateFault("{date}}")).toBe("forbidden-character");
  expect(templateFault(`{n}${"x".repeat(120)}`)).toBe("too-long");
});

it("tells equal names apart, whatever their case", () => {
  const taken = new Set<string>();
  expect(["a.mp4", "A.mp4", "a.mp4", "a (2).mp4"].map((name) => uniqueFileName(name, taken))).toEqual([
    "a.mp4",
    "A (2).mp4",
    "a (3).mp4",
    "a (2) (2).mp4",
  ]);
});
