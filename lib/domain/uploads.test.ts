import { describe, expect, it } from "vitest";
import { uploadNameIn } from "#lib/domain/uploads";

const NAME = `${"aB3_-".repeat(6)}xy.webp`;

describe("uploadNameIn", () => {
  it("reads the name from a path and from an address", () => {
    expect(uploadNameIn(`/api/uploads/${NAME}`)).toBe(NAME);
    expect(uploadNameIn(`https://reel.example/api/uploads/${NAME}?x=1`)).toBe(NAME);
  });

  it.each([
    "",
    "not an address",
    "https://example.com/a.png",
    "/api/uploads/short.webp",
    `/api/uploads/${NAME.replace("webp", "svg")}`,
    `/api/uploads/../videos/${NAME}`,
    `/elsewhere${NAME}`,
  ])("finds none in %j", (address) => expect(uploadNameIn(address)).toBeNull());
});
