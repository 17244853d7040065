import { describe, expect, it } from "vitest";
import { planScene } from "#lib/engine/render/plan-scene";

const plan = (prompt: string) => planScene(prompt, "normal", 1, false);

describe("planScene", () => {
  it.each([
    ["a snowy mountain at dawn", "landscape"],
    ["雪山上的日出", "landscape"],
    ["waves on the open sea", "ocean"],
    ["海浪拍打海岸", "ocean"],
    ["海底的珊瑚和鱼", "underwater"],
    ["tokyo street in the rain", "city"],
    ["an astronaut near a ringed planet", "space"],
    ["jellyfish underwater", "underwater"],
    ["synthwave sunset", "synthwave"],
    ["lightning over the plains", "storm"],
    ["a field of sunflowers", "flowers"],
    ["a cup of coffee", "still-life"],
    ["camels in the sahara desert", "desert"],
    ["misty pine forest", "forest"],
    ["竹林", "forest"],
    ["a cat on a hill", "silhouette"],
    ["abstract silk", "silk"],
    ["the price of bureaucracy", "typographic"],
    ["量子计算", "typographic"],
  ])("draws %j as %s", (prompt, family) => {
    expect(plan(prompt).family).toBe(family);
  });

  it("reads light, weather, particles, camera and speed from the words", () => {
    expect(plan("forest at night, snow, camera pans left, slow")).toMatchObject({
      mood: "night",
      weather: "snow",
      particles: "snow",
      camera: "left",
    });
    expect(plan("夜晚的城市，下雨，镜头拉远")).toMatchObject({
      family: "city",
      mood: "night",
      weather: "rain",
      particles: "rain",
      camera: "out",
    });
    expect(plan("a fast river").motion.speed).toBeGreaterThan(plan("a calm river").motion.speed);
  });

  it("gives every mode a character of its own", () => {
    const [normal, fun, spicy] = (["normal", "fun", "spicy"] as const).map(
      (mode) => planScene("a lake", mode, 1, false).motion,
    );
    expect(normal).toMatchObject({ bounce: 0, drama: 0 });
    expect(fun?.bounce).toBe(1);
    expect(spicy?.drama).toBe(1);
  });

  it("keeps two free colours apart, and places colours by the noun that follows", () => {
    const two = plan("abstract silk in red and blue").palette;
    expect(two.sky[0]).toBeGreaterThan(two.sky[2] * 1.5);
    expect(two.horizon[2]).toBeGreaterThan(two.horizon[0] * 1.2);
    const placed = plan("pink sky over green hills").palette;
    expect(placed.sky[0]).toBeGreaterThan(placed.sky[1]);
    expect(placed.far[1]).toBeGreaterThan(placed.far[0]);
    const untouched = plan("rolling hills at noon").palette;
    const thing = plan("red balloons over rolling hills at noon").palette;
    expect(thing.accent[0]).toBeGreaterThan(thing.accent[2] * 1.5);
    expect(Math.abs(thing.sky[2] - untouched.sky[2])).toBeLessThan(60);
  });

  it("is pure, and changes with the seed", () => {
    expect(planScene("a lake", "fun", 7, false)).toEqual(planScene("a lake", "fun", 7, false));
    expect(planScene("a lake", "fun", 7, false).seed).not.toBe(planScene("a lake", "fun", 8, false).seed);
  });

  it("moves a given image, whatever the words", () => {
    expect(planScene("a city", "normal", 1, true).family).toBe("image");
  });
});
