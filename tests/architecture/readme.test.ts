import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { environmentSchema } from "#lib/env";

it("has every setting in the README's table, with what it is for", () => {
  const readme = readFileSync("README.md", "utf8");
  const rows = Object.entries(environmentSchema.shape).map(
    ([name, schema]) => `| \`${name}\` | ${schema.description} |`,
  );
  expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
});
