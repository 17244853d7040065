import { expect, it } from "vitest";
import { localPath } from "#lib/domain/local-path";

it.each([
  [undefined, "/"],
  ["/video/1?x=2", "/video/1?x=2"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/\t/evil.example", "/"],
])("keeps %s on this site", (path, expected) => {
  expect(localPath(path)).toBe(expected);
});
