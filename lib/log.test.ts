import { DrizzleQueryError } from "drizzle-orm";
import { expect, it } from "vitest";
import { serializeError } from "#lib/log";

it("tells which query failed and why, but not what people typed", () => {
  const cause = new Error("duplicate key value violates unique constraint");
  const failed = new DrizzleQueryError(
    "insert into generations values ($1, $2)",
    ["a secret prompt", "first line\n    at night, my second line (x:1:2)"],
    cause,
  );
  const wrapped = new Error("INTERNAL", { cause: failed });
  for (const error of [failed, wrapped]) {
    const logged = JSON.stringify(serializeError(error));
    expect(logged).toContain("insert into generations");
    expect(logged).toContain("duplicate key");
    expect(logged).not.toContain("secret prompt");
    expect(logged).not.toContain("at night");
    expect(logged).toContain("log.test.ts");
  }
});
