import { rgbaToThumbHash, thumbHashToAverageRGBA } from "thumbhash";
import { describe, expect, it } from "vitest";
import { averageColor } from "#lib/client/use-thumbhash";

describe("averageColor", () => {
  it("agrees with the reference decoder", () => {
    for (const [red, green, blue] of [
      [200, 40, 90],
      [10, 12, 14],
      [250, 250, 245],
    ] as const) {
      const pixels = new Uint8Array(16 * 16 * 4);
      for (let place = 0; place < pixels.length; place += 4) pixels.set([red, green, blue, 255], place);
      const hash = rgbaToThumbHash(16, 16, pixels);
      const { r, g, b } = thumbHashToAverageRGBA(hash);
      const share = (part: number) => Math.round(part * 255);
      expect(averageColor(hash)).toBe(`rgb(${share(r)} ${share(g)} ${share(b)})`);
    }
  });
});
