import type { Canvas } from "@napi-rs/canvas";
import { createLandscape } from "#lib/engine/render/scenes/landscape";
import type { CreateScene, DrawMoment, Stage } from "#lib/engine/render/stage";
import type { Family } from "#lib/engine/render/vocabulary/families";

const SCENES: Partial<Record<Exclude<Family, "image">, CreateScene>> = {
  landscape: createLandscape,
};

/** The scene of the stage's plan. */
export function createScene(stage: Stage, image?: Canvas): DrawMoment {
  const { family } = stage.plan;
  const create = family === "image" ? createLandscape : SCENES[family] ?? createLandscape;
  return create(stage);
}
