import { describe, expect, it } from "vitest";
import { attemptFor, parseAttempt } from "#lib/client/submission-attempt";

describe("attemptFor", () => {
  let made = 0;
  const makeId = (...none: unknown[]) => {
    expect(none).toEqual([]);
    made += 1;
    return `id-${made}`;
  };

  it("keeps the ids of the same submission and makes new ones for another", () => {
    const first = attemptFor(null, { content: "a fox", count: 2, source: "" }, makeId);
    expect(first.ids).toHaveLength(2);
    expect(attemptFor(first, { content: "a fox", count: 2, source: "" }, makeId)).toBe(first);
    expect(attemptFor(first, { content: "a fox", count: 1, source: "" }, makeId).ids).not.toEqual(
      first.ids.slice(0, 1),
    );
    expect(attemptFor(first, { content: "a wolf", count: 2, source: "" }, makeId).ids).not.toEqual(first.ids);
  });
});

describe("parseAttempt", () => {
  it("reads back what was stored", () => {
    const attempt = { content: "a fox", ids: ["1", "2"], source: "bar" };
    expect(parseAttempt(JSON.stringify(attempt))).toEqual(attempt);
  });

  it("gives null for anything else", () => {
    for (const stored of [null, "{", "{}", '{"content":1,"ids":[]}', '{"content":"a","ids":[1]}']) {
      expect(parseAttempt(stored)).toBeNull();
    }
  });
});
