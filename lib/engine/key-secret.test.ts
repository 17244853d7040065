import { describe, expect, it } from "vitest";
import { bearerKey, hashKey, makeKeySecret } from "#lib/engine/key-secret";

describe("keys", () => {
  it("have 256 random bits, a prefix to recognise, and a hash to keep", () => {
    const { key, hash, prefix } = makeKeySecret();
    expect(Buffer.from(key.slice(3), "base64url")).toHaveLength(32);
    expect(prefix).toBe(key.slice(0, 8));
    expect(hash).toBe(hashKey(key));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(makeKeySecret().key).not.toBe(key);
  });

  it("are read from a bearer header alone", () => {
    const { key } = makeKeySecret();
    expect(bearerKey(`Bearer ${key}`)).toBe(key);
    expect(bearerKey(`bearer  ${key} `)).toBe(key);
    for (const header of [null, "", key, `Basic ${key}`, `Bearer ${key}x`, `Bearer ${key}, Bearer ${key}`, "Bearer"]) {
      expect(bearerKey(header)).toBeNull();
    }
  });
});
