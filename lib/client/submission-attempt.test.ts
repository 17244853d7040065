import { describe, expect, it } from "vitest";
import { parseAttempt } from "#lib/client/submission-attempt";

const key = "019abc";
const origin = { draftId: key, source: "bar" };

describe("parseAttempt", () => {
  it("reads back what was stored", () => {
    for (const from of [origin, null]) {
      const attempt = { key, content: "a fox", ids: ["1", "2"], origin: from };
      expect(parseAttempt(JSON.stringify(attempt))).toEqual(attempt);
    }
  });

  it("gives null for anything else", () => {
    const whole = { key, content: "a", ids: ["1"], origin: null };
    const broken = [{ ...whole, content: 1 }, { ...whole, ids: [1] }, { ...whole, key: 1 }, { ids: [] }];
    for (const stored of [null, "{", "{}", ...broken.map((one) => JSON.stringify(one))]) {
      expect(parseAttempt(stored)).toBeNull();
    }
  });
});
