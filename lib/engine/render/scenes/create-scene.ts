import type { Canvas } from "@napi-rs/canvas";
import { createCity } from "#lib/engine/render/scenes/city";
import { createDesert } from "#lib/engine/render/scenes/desert";
import { createFlowers } from "#lib/engine/render/scenes/flowers";
import { createForest } from "#lib/engine/render/scenes/forest";
import { createLandscape } from "#lib/engine/render/scenes/landscape";
import { createOcean } from "#lib/engine/render/scenes/ocean";
import { createSilk } from "#lib/engine/render/scenes/silk";
import { createSpace } from "#lib/engine/render/scenes/space";
import { createStorm } from "#lib/engine/render/scenes/storm";
import { createSynthwave } from "#lib/engine/render/scenes/synthwave";
import { createUnderwater } from "#lib/engine/render/scenes/underwater";
import type { CreateScene, DrawMoment, Stage } from "#lib/engine/render/stage";
import type { Family } from "#lib/engine/render/vocabulary/families";

const SCENES: Partial<Record<Exclude<Family, "image">, CreateScene>> = {
  city: createCity,
  desert: createDesert,
  flowers: createFlowers,
  forest: createForest,
  storm: createStorm,
  landscape: createLandscape,
  ocean: createOcean,
  silk: createSilk,
  space: createSpace,
  synthwave: createSynthwave,
  underwater: createUnderwater,
};

/** The scene of the stage's plan. */
export function createScene(stage: Stage, _image?: Canvas): DrawMoment {
  const { family } = stage.plan;
  const create = family === "image" ? createLandscape : SCENES[family] ?? createSilk;
  return create(stage);
}
