import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { byteResponse } from "#lib/storage/byte-response";

const BYTES = Buffer.from("0123456789");
const source = {
  sizeBytes: BYTES.length,
  mediaType: "video/mp4",
  etag: "abc",
  fileName: "2026-01-01-雪夜 “fox”.mp4",
  disposition: "attachment" as const,
  cacheControl: "private, no-cache",
  read: async ({ start, end }: { start: number; end: number }) => Readable.from([BYTES.subarray(start, end + 1)]),
};
const get = (headers: Record<string, string> = {}, method = "GET") =>
  byteResponse(new Request("http://localhost/", { method, headers }), source);

describe("byteResponse", () => {
  it.each([
    ["bytes=0-3", 206, "0123", "bytes 0-3/10"],
    ["bytes=7-", 206, "789", "bytes 7-9/10"],
    ["bytes=8-99", 206, "89", "bytes 8-9/10"],
    ["bytes=-3", 206, "789", "bytes 7-9/10"],
    ["bytes=-99999999", 206, "0123456789", "bytes 0-9/10"],
    ["bytes=0-1,5-6", 200, "0123456789", null],
    ["pages=1-2", 200, "0123456789", null],
    ["nonsense", 200, "0123456789", null],
  ])("answers %s with %i", async (range, status, text, contentRange) => {
    const response = await get({ range });
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(response.headers.get("content-range")).toBe(contentRange);
    expect(response.headers.get("content-length")).toBe(String(text.length));
  });

  it.each(["bytes=10-", "bytes=99-100", "bytes=-0"])("can't satisfy %s", async (range) => {
    const response = await get({ range });
    expect([response.status, response.headers.get("content-range")]).toEqual([416, "bytes */10"]);
  });

  it("goes by ETag and If-Range, and answers HEAD without a body", async () => {
    expect((await get({ "if-none-match": '"abc"' })).status).toBe(304);
    expect((await get({ "if-none-match": '"old"' })).status).toBe(200);
    expect((await get({ range: "bytes=0-3", "if-range": '"old"' })).status).toBe(200);
    expect((await get({ range: "bytes=0-3", "if-range": '"abc"' })).status).toBe(206);
    const head = await get({}, "HEAD");
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, "10", ""]);
  });

  it("offers any name, in quotes and in UTF-8", async () => {
    expect((await get()).headers.get("content-disposition")).toMatch(
      /^attachment; filename="[ -~]+"; filename\*=utf-8''/i,
    );
  });
});
