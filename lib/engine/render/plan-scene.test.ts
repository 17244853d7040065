import { describe, expect, it } from "vitest";
import type { Rgb } from "#lib/engine/render/colour";
import { planScene } from "#lib/engine/render/plan-scene";

const plan = (prompt: string) => planScene(prompt, "normal", 1, false);
const LOOKS = {
  red: ([r, g, b]: Rgb) => r > g * 1.3 && r > b * 1.3,
  gold: ([r, g, b]: Rgb) => r > g && g > b * 1.25,
  green: ([r, g, b]: Rgb) => g > r * 1.2 && g > b * 1.1,
  blue: ([r, g, b]: Rgb) => b > r * 1.2 && b > g * 1.1,
  white: (colour: Rgb) => Math.max(...colour) - Math.min(...colour) < 20 && Math.min(...colour) > 110,
};
type Look = keyof typeof LOOKS;
type Part = keyof ReturnType<typeof plan>["palette"];

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

  it.each<[string, [Part, Look], [Part, Look]]>([
    ["white clouds in a blue sky", ["sky", "blue"], ["horizon", "white"]],
    ["a blue sky with white clouds", ["sky", "blue"], ["horizon", "white"]],
    ["red flowers and blue butterflies", ["accent", "red"], ["sky", "blue"]],
    ["green hills and golden fields", ["far", "green"], ["sky", "gold"]],
    ["a red cat and a blue dog", ["sky", "red"], ["horizon", "blue"]],
    ["a red car and a blue boat", ["accent", "red"], ["sky", "blue"]],
    ["a red cat under a blue sky", ["near", "red"], ["sky", "blue"]],
    ["green trees by a blue lake", ["far", "green"], ["sky", "blue"]],
    ["红花和蓝蝴蝶", ["accent", "red"], ["sky", "blue"]],
    ["红花，蓝天", ["accent", "red"], ["sky", "blue"]],
    ["蓝天下的红花", ["sky", "blue"], ["accent", "red"]],
    ["蓝天白云", ["sky", "blue"], ["horizon", "white"]],
    ["绿山和金色的草原", ["far", "green"], ["sky", "gold"]],
    ["红车和蓝船", ["accent", "red"], ["sky", "blue"]],
    ["红色和蓝色", ["sky", "red"], ["horizon", "blue"]],
  ])("shows both colours of %j", (prompt, [onePart, one], [otherPart, other]) => {
    for (let seed = 0; seed < 8; seed++) {
      const { palette, colours } = planScene(prompt, "normal", seed, false);
      expect({
        colours,
        [one]: LOOKS[one](palette[onePart]) || palette[onePart],
        [other]: LOOKS[other](palette[otherPart]) || palette[otherPart],
      }).toEqual({ colours: 2, [one]: true, [other]: true });
    }
  });

  it("shows every colour of three things of one kind", () => {
    const { palette, colours } = plan("red roses, blue butterflies and green balloons");
    expect(colours).toBe(3);
    expect([LOOKS.red(palette.accent), LOOKS.blue(palette.horizon), LOOKS.green(palette.sky)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it("places a colour by the whole word", () => {
    const hidden = plan("scattered clouds, red flowers at noon");
    expect(LOOKS.red(hidden.palette.accent)).toBe(true);
    expect(LOOKS.red(hidden.palette.sky)).toBe(false);
    expect(plan("scattered clouds at noon").colours).toBe(0);
  });

  it.each([
    ["萤火虫", { family: "forest", particles: "fireflies" }],
    ["夏夜的萤火虫", { mood: "night", particles: "fireflies" }],
    ["傍晚的城市", { family: "city", mood: "dusk" }],
    ["落日下的海", { family: "ocean", mood: "sunset" }],
    ["白天的城市", { mood: "day", colours: 0 }],
    ["黄昏的海滩", { mood: "sunset", colours: 0 }],
    ["黑夜里的城市", { mood: "night", colours: 0 }],
    ["青春", { family: "typographic", particles: "dust" }],
    ["红尘", { family: "typographic", colours: 0 }],
    ["雪白的沙滩", { weather: "clear", particles: "none", colours: 1 }],
    ["火车穿过山谷", { family: "landscape", particles: "none" }],
    ["火星上的宇航员", { family: "space", particles: "none" }],
    ["金鱼", { family: "underwater", colours: 0 }],
    ["花生", { family: "typographic" }],
    ["雪花", { family: "landscape", weather: "snow", particles: "snow" }],
    ["今日出发去海边", { family: "ocean" }],
    ["日出", { family: "landscape", mood: "dawn" }],
    ["日落", { family: "landscape", mood: "sunset" }],
    ["水墨", { family: "silk" }],
    ["墨西哥的街道", { family: "city" }],
    ["熊猫在竹林里", { family: "forest" }],
    ["云海", { family: "landscape" }],
    ["流星雨", { family: "space", weather: "clear" }],
    ["热带雨林", { family: "forest", weather: "clear" }],
    ["龙卷风", { family: "storm", particles: "rain" }],
    ["仙人掌", { family: "desert", particles: "none" }],
    ["粉红色的云", { colours: 1 }],
    ["深蓝色的海", { colours: 1 }],
    ["黄金", { colours: 1 }],
    ["白色的天鹅", { colours: 1 }],
    ["白天鹅", { colours: 1 }],
    ["绿洲", { family: "desert", colours: 0 }],
    ["黑洞", { family: "space", colours: 0 }],
    ["快乐的小狗", { motion: { speed: 0.8 } }],
    ["飞快的小狗", { motion: { speed: 0.8 * 1.6 } }],
  ])("takes no part of a word in %j for another", (prompt, expected) => {
    expect(plan(prompt)).toMatchObject(expected);
  });

  it.each([
    ["zoom out", "out"],
    ["zoom-out over a lake", "out"],
    ["zoom slowly out", "out"],
    ["zooming very slowly out", "out"],
    ["slow zoom", "in"],
    ["zooms in on a man walking out", "in"],
    ["pull slowly back", "out"],
    ["dolly-out", "out"],
    ["the camera pans slowly to the left", "left"],
    ["pan-right", "right"],
    ["tilts gently down", "down"],
    ["镜头上移", "up"],
    ["镜头下移", "down"],
    ["镜头拉近", "in"],
    ["镜头拉远", "out"],
  ])("moves the camera for %j", (prompt, camera) => {
    for (let seed = 0; seed < 4; seed++) expect(planScene(prompt, "normal", seed, false).camera).toBe(camera);
  });

  it("is pure, and changes with the seed", () => {
    expect(planScene("a lake", "fun", 7, false)).toEqual(planScene("a lake", "fun", 7, false));
    expect(planScene("a lake", "fun", 7, false).seed).not.toBe(planScene("a lake", "fun", 8, false).seed);
  });

  it("moves a given image, whatever the words", () => {
    expect(planScene("a city", "normal", 1, true).family).toBe("image");
  });
});
