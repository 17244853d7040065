import { afterEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { FetchFault, fetchJson } from "#lib/client/fetch-json";

const schema = async () => z.object({ count: z.int() });

function answerWith(answer: Response | Error) {
  vi.stubGlobal(
    "fetch",
    vi.fn(async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    }),
  );
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => null,
    (fault: unknown) => fault,
  );
  return error instanceof FetchFault ? error.code : "no fault";
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("fetchJson", () => {
  it("gives checked data", async () => {
    answerWith(Response.json({ count: 3 }));
    expect(await fetchJson("/api/x", schema)).toEqual({ count: 3 });
  });

  it("gives the server's code, and INTERNAL for what it can't read", async () => {
    answerWith(Response.json({ error: { code: "UNAUTHENTICATED", requestId: "r" } }, { status: 401 }));
    expect(await codeOf(fetchJson("/api/x", schema))).toBe("UNAUTHENTICATED");
    answerWith(new Response("<h1>Bad gateway</h1>", { status: 502 }));
    expect(await codeOf(fetchJson("/api/x", schema))).toBe("INTERNAL");
    answerWith(Response.json({ error: { code: "MADE_UP" } }, { status: 500 }));
    expect(await codeOf(fetchJson("/api/x", schema))).toBe("INTERNAL");
    answerWith(Response.json({ count: "three" }));
    expect(await codeOf(fetchJson("/api/x", schema))).toBe("INTERNAL");
  });

  it("tells a lost connection apart", async () => {
    answerWith(new TypeError("Failed to fetch"));
    expect(await codeOf(fetchJson("/api/x", schema))).toBe("OFFLINE");
  });
});
