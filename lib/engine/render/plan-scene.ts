import type { Mode } from "#lib/domain/modes";
import { createPalette, type Palette, type PromptColours } from "#lib/engine/render/palette";
import { createRandom, hashText, pick, type Random } from "#lib/engine/render/random";
import { COLOUR_TERMS, LAND_NOUNS, LIGHT_NOUNS, OBJECT_NOUNS, SKY_NOUNS } from "#lib/engine/render/vocabulary/colours";
import { FAMILY_TERMS, type Family } from "#lib/engine/render/vocabulary/families";
import {
  MOOD_TERMS,
  type Mood,
  PARTICLE_TERMS,
  type Particles,
  WEATHER_TERMS,
  type Weather,
} from "#lib/engine/render/vocabulary/moods";
import { CAMERA_PATTERNS, type CameraMove, FAST_TERMS, SLOW_TERMS } from "#lib/engine/render/vocabulary/motions";
import { firstMention, mentions, nearestHan, type PromptWords, readWords, weigh } from "#lib/engine/render/words";

/** The character that a mode gives to motion and light. */
export interface Motion {
  speed: number;
  /** How far the camera travels, 1 being calm. */
  travel: number;
  /** Playful swaying and hopping, 0 to 1. */
  bounce: number;
  /** Dramatic light and contrast, 0 to 1. */
  drama: number;
}

export interface ScenePlan {
  family: Family;
  mode: Mode;
  mood: Mood;
  weather: Weather;
  particles: Particles;
  camera: CameraMove;
  motion: Motion;
  palette: Palette;
  colours: number;
  /** Everything random in the scene comes from here. */
  seed: number;
  words: PromptWords;
  /** The prompt in one line. */
  caption: string;
}

const MOTIONS: Record<Mode, Motion> = {
  normal: { speed: 0.8, travel: 1, bounce: 0, drama: 0 },
  fun: { speed: 1.25, travel: 1.1, bounce: 1, drama: 0 },
  spicy: { speed: 1.1, travel: 1.7, bounce: 0, drama: 1 },
};
const FUN_SATURATION = 1.18;
const CAPTION_CHARACTERS = 160;

/**
 * Decides everything about a clip from its prompt, mode and seed; pure, so the same input always gives
 * the same plan. With an image the family is `image`, and the words choose mood, particles and camera.
 */
export function planScene(prompt: string, mode: Mode, seed: number, hasImage: boolean): ScenePlan {
  const words = readWords(prompt);
  const hash = hashText(`${words.text}|${mode}|${seed}`);
  const random = createRandom(hash);
  const family = hasImage ? "image" : chooseFamily(words);
  const mood = chooseMood(words, family, random);
  const colours = chooseColours(words, family);
  return {
    family,
    mode,
    mood,
    weather: WEATHER_TERMS.find(([, terms]) => mentions(words, terms))?.[0] ?? "clear",
    particles: chooseParticles(words, family, mode, mood),
    camera: CAMERA_PATTERNS.find(([, pattern]) => pattern.test(words.text))?.[0] ?? defaultCamera(mode, random),
    motion: { ...MOTIONS[mode], speed: MOTIONS[mode].speed * pace(words) },
    palette: createPalette(mood, colours, random() - 0.5, mode === "fun" ? FUN_SATURATION : 1),
    colours:
      colours.free.length +
      [colours.sky, colours.land, colours.thing, colours.beside].filter((colour) => colour).length,
    seed: hash,
    words,
    caption: prompt.trim().replace(/\s+/g, " ").slice(0, CAPTION_CHARACTERS),
  };
}

function chooseFamily(words: PromptWords): Family {
  let chosen: Family = "typographic";
  let heaviest = 0;
  for (const [family, terms] of FAMILY_TERMS) {
    const weight = weigh(words, terms);
    if (weight > heaviest) {
      heaviest = weight;
      chosen = family;
    }
  }
  return chosen;
}

function chooseMood(words: PromptWords, family: Family, random: Random): Mood {
  const named = MOOD_TERMS.find(([, terms]) => mentions(words, terms))?.[0];
  if (family === "synthwave") return "neon";
  if (family === "storm") return named === "night" || named === "sunset" ? named : "storm";
  if (named) return named;
  const at = random();
  if (family === "city") return pick<Mood>(["night", "dusk", "neon"], at);
  if (family === "silk" || family === "typographic") return pick<Mood>(["sunset", "dawn", "dusk", "neon"], at);
  if (family === "space") return pick<Mood>(["dusk", "neon", "night", "sunset"], at);
  if (family === "underwater") return pick<Mood>(["day", "night", "day"], at);
  if (family === "flowers" || family === "desert") return pick<Mood>(["day", "dawn", "sunset", "dusk"], at);
  if (family === "still-life") return pick<Mood>(["dawn", "sunset", "dusk"], at);
  if (family === "silhouette") return pick<Mood>(["sunset", "dusk", "dawn", "night"], at);
  if (family === "forest") return pick<Mood>(["dawn", "mist", "sunset", "day"], at);
  return pick<Mood>(["day", "sunset", "dawn", "dusk", "sunset", "night"], at);
}

/**
 * Each colour goes where the noun after it belongs. A place takes one colour: the next one of the same
 * place is seen beside it, and any more go with those that have none.
 */
function chooseColours(words: PromptWords, family: Family): PromptColours {
  const found = COLOUR_TERMS.map(([terms, target]) => ({ target, at: firstMention(words, terms) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ target, at }) => ({ target, place: placeOfColour(words, at) }));
  const of = (wanted: Place) => found.filter(({ place }) => place === wanted).map(({ target }) => target);
  const unseen = found.length > 1 && PLAIN_FAMILIES.has(family);
  // "White clouds in a blue sky" is a blue sky, whichever is named first.
  const [sky, ...moreSky] = [...of("sky"), ...of("light")];
  const [land, ...moreLand] = of("land");
  const [thing, ...moreThings] = unseen ? [] : of("thing");
  const rest = new Set([...moreSky, ...moreLand, ...moreThings]);
  const [beside, ...more] = found.map(({ target }) => target).filter((target) => rest.has(target));
  const placeless = found.filter(({ place }) => place === "free" || (unseen && place === "thing"));
  return { sky, land, thing, beside, free: [...placeless.map(({ target }) => target), ...more] };
}

/** Families that paint nothing in the accent: of several colours a thing's own would be lost in them. */
const PLAIN_FAMILIES: ReadonlySet<Family> = new Set<Family>(["silhouette", "silk", "forest", "desert"]);

type Place = "sky" | "light" | "land" | "thing" | "free";

const PLACES = [
  ["sky", SKY_NOUNS],
  ["light", LIGHT_NOUNS],
  ["land", LAND_NOUNS],
  ["thing", OBJECT_NOUNS],
] as const;

/** How many characters after a colour its Chinese noun may begin: 红色的热气球. */
const HAN_REACH = 5;

/**
 * By the nearest noun: in Chinese one close by in the same clause, in English the next word or the one
 * after, as in "green rolling hills".
 */
function placeOfColour(words: PromptWords, at: number): Place {
  const clause = words.text.slice(at, at + HAN_REACH + 1).search(/[,.;，。；、和与及]/u);
  const end = clause < 0 ? at + HAN_REACH + 1 : at + clause;
  const [nearest] = PLACES.map(([place, nouns]) => ({ place, at: nearestHan(words, nouns, at + 1, end) }))
    .filter((noun) => noun.at >= 0)
    .sort((a, b) => a.at - b.at);
  if (nearest) return nearest.place;
  const following = words.text.slice(at).split(/[\s,.;]+/u, 3);
  for (const word of following.slice(1).map(readWords)) {
    const place = PLACES.find(([, nouns]) => mentions(word, withoutHan(nouns)));
    if (place) return place[0];
  }
  return "free";
}

function withoutHan(terms: string): string {
  return terms.replace(/\s*\p{Script=Han}+/gu, "");
}

function chooseParticles(words: PromptWords, family: Family, mode: Mode, mood: Mood): Particles {
  const named = PARTICLE_TERMS.find(([, terms]) => mentions(words, terms))?.[0];
  const dry = family === "underwater" || family === "space";
  if (named && !(dry && (named === "rain" || named === "snow"))) return named;
  if (family === "underwater") return "bubbles";
  if (family === "storm") return "rain";
  if (family === "forest") return mood === "night" || mood === "dusk" ? "fireflies" : "dust";
  if (family === "flowers") return "dust";
  if (family === "still-life" || family === "image") return mode === "fun" ? "confetti" : "bokeh";
  if (family === "typographic" || family === "silhouette") return mode === "fun" ? "confetti" : "dust";
  if (family === "landscape" && mood === "night") return "fireflies";
  return mode === "spicy" && family === "desert" ? "embers" : "none";
}

function defaultCamera(mode: Mode, random: Random): CameraMove {
  const at = random();
  if (mode === "spicy") return pick<CameraMove>(["in", "in", "orbit", "up"], at);
  if (mode === "fun") return pick<CameraMove>(["orbit", "right", "left", "in"], at);
  return pick<CameraMove>(["in", "right", "left", "out"], at);
}

function pace(words: PromptWords): number {
  if (mentions(words, FAST_TERMS)) return 1.6;
  return mentions(words, SLOW_TERMS) ? 0.6 : 1;
}
