import { expect, it } from "vitest";
import { parseGenerateRequest } from "#lib/engine/parse-generate-request";

it("takes an image's URL of any length: signed ones are long", () => {
  const images = [`https://a.example/1.png?signature=${"x".repeat(3_000)}`];
  expect(parseGenerateRequest({ prompt: "a fox", images })).toMatchObject({ images });
});
