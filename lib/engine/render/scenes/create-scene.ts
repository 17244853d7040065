import type { Canvas } from "@napi-rs/canvas";
import { createCity } from "#lib/engine/render/scenes/city";
import { createDesert } from "#lib/engine/render/scenes/desert";
import { createFlowers } from "#lib/engine/render/scenes/flowers";
import { createForest } from "#lib/engine/render/scenes/forest";
import { createLandscape } from "#lib/engine/render/scenes/landscape";
import { createOcean } from "#lib/engine/render/scenes/ocean";
import { createSilhouette } from "#lib/engine/render/scenes/silhouette";
import { createSilk } from "#lib/engine/render/scenes/silk";
import { createSpace } from "#lib/engine/render/scenes/space";
import { createStartImage } from "#lib/engine/render/scenes/start-image";
import { createStillLife } from "#lib/engine/render/scenes/still-life";
import { createStorm } from "#lib/engine/render/scenes/storm";
import { createSynthwave } from "#lib/engine/render/scenes/synthwave";
import { createTypographic } from "#lib/engine/render/scenes/typographic";
import { createUnderwater } from "#lib/engine/render/scenes/underwater";
import type { CreateScene, DrawMoment, Stage } from "#lib/engine/render/stage";
import type { Family } from "#lib/engine/render/vocabulary/families";

const SCENES: Record<Exclude<Family, "image">, CreateScene> = {
  city: createCity,
  desert: createDesert,
  flowers: createFlowers,
  forest: createForest,
  landscape: createLandscape,
  ocean: createOcean,
  silhouette: createSilhouette,
  silk: createSilk,
  space: createSpace,
  "still-life": createStillLife,
  storm: createStorm,
  synthwave: createSynthwave,
  typographic: createTypographic,
  underwater: createUnderwater,
};

/** The scene of the stage's plan; with `image` (of the stage's size) the picture itself is moved. */
export function createScene(stage: Stage, image: Canvas | undefined): DrawMoment {
  const { family } = stage.plan;
  if (family !== "image") return SCENES[family](stage);
  if (!image) throw new Error("a plan with a start image needs the image");
  return createStartImage(stage, image);
}
