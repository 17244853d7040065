import { describe, expect, it } from "vitest";
import { taskStateOf } from "#lib/domain/provider-status";

describe("taskStateOf", () => {
  it.each([
    ["pending", "waiting"],
    ["In Queue", "waiting"],
    ["in-progress", "running"],
    ["COMPLETED", "succeeded"],
    ["generate failed", "failed"],
    ["cancelled", "failed"],
  ])("reads %s as %s", (status, state) => {
    expect(taskStateOf({ status, hasLinks: false, hasError: false })).toBe(state);
  });

  it("takes links without an error for success when the word is unknown", () => {
    expect(taskStateOf({ status: "great", hasLinks: true, hasError: false })).toBe("succeeded");
    expect(taskStateOf({ status: undefined, hasLinks: true, hasError: true })).toBe("running");
    expect(taskStateOf({ status: "", hasLinks: false, hasError: false })).toBe("running");
  });
});
