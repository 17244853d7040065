import { blend, type ColourTarget, fromHex, type Rgb, shift, tint } from "#lib/engine/render/colour";
import type { Mood } from "#lib/engine/render/vocabulary/moods";

/** The colours of a scene, from the top of the sky down to what is near. */
export interface Palette {
  zenith: Rgb;
  sky: Rgb;
  horizon: Rgb;
  light: Rgb;
  far: Rgb;
  near: Rgb;
  accent: Rgb;
}

const BASES: Record<Mood, string> = {
  dawn: "#3a4f8c #a98bbd #ffc59c #fff0cf #9c8fb6 #20233d #ff8f70",
  day: "#1d66b8 #5eaee9 #d6eefb #fffbe8 #88b0cc #17402f #ffd166",
  sunset: "#251f5a #b4476f #ffa057 #ffe7ad #8b4c72 #190f27 #ff5d5d",
  dusk: "#10194d #4f4fa2 #f2a3b8 #ffe3d1 #4f4e8b #0c0e27 #ff8fab",
  night: "#050a1d #10244b #33608f #eaf1ff #213d60 #050a16 #9fd0ff",
  storm: "#1b222c #485462 #aab5ba #eef3f3 #58646f #12181d #cfd8dc",
  mist: "#8fa3ad #b9c7cb #e8ebe6 #fffaf0 #a8b8bc #33443f #f2d7b6",
  neon: "#0b0428 #420f7c #ff3d9a #ffd84d #4c1882 #080212 #22e6ff",
};

/** Accents start from here, where most hues are at their strongest. */
const MIDDLE_GREY: Rgb = [120, 120, 120];

/** What a prompt's colours belong to: "pink sky over green hills" names both places, "red and blue" none. */
export interface PromptColours {
  sky: ColourTarget | undefined;
  land: ColourTarget | undefined;
  thing: ColourTarget | undefined;
  /** The second colour of a place that has one already: "red flowers and blue butterflies". */
  beside: ColourTarget | undefined;
  /** Colours without a place, in their order. */
  free: readonly ColourTarget[];
}

/**
 * The palette of a mood. Of the free colours the first takes sky and land, the second the horizon, the
 * light and the accents, so that both are seen side by side; the second of one place takes the same, and
 * the sky where nothing else does. Without colour words the hues drift a little by `variation` (-0.5 to
 * 0.5), so that clips differ.
 */
export function createPalette(mood: Mood, colours: PromptColours, variation: number, saturation: number): Palette {
  const [zenith, sky, horizon, light, far, near, accent] = BASES[mood].split(" ").map(fromHex);
  if (!zenith || !sky || !horizon || !light || !far || !near || !accent) throw new Error(`palette of ${mood} is short`);
  const base: Palette = { zenith, sky, horizon, light, far, near, accent };
  const [first, next] = colours.free;
  const second = colours.beside ?? next;
  const above = colours.sky ?? first ?? colours.beside;
  const below = colours.land ?? first;
  const glow = second ?? colours.sky ?? first;
  const spark = colours.thing ?? next ?? second ?? first ?? colours.land ?? colours.sky;
  const drifted = eachColour(base, (colour) => shift(colour, variation * 26, saturation));
  return {
    zenith: above ? tint(zenith, above, 0.92) : drifted.zenith,
    sky: above ? tint(sky, above, 0.92) : drifted.sky,
    horizon: glow ? tint(horizon, glow, second ? 0.92 : 0.6) : drifted.horizon,
    light: glow ? tint(light, glow, second ? 0.6 : 0.35) : drifted.light,
    far: below ? tint(far, below, 0.85) : drifted.far,
    near: below ? tint(near, below, 0.75) : drifted.near,
    accent: spark ? tint(blend(accent, MIDDLE_GREY, 0.55), spark, 1) : drifted.accent,
  };
}

function eachColour(palette: Palette, change: (colour: Rgb) => Rgb): Palette {
  return {
    zenith: change(palette.zenith),
    sky: change(palette.sky),
    horizon: change(palette.horizon),
    light: change(palette.light),
    far: change(palette.far),
    near: change(palette.near),
    accent: change(palette.accent),
  };
}
