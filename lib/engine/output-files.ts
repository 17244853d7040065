import "server-only";
import path from "node:path";
import { env } from "#lib/env";

/** How long an output link works after completion, as the API's callers assume of such links. */
export const OUTPUT_LIFETIME_HOURS = 24;

/** Folder of finished clips. */
export function outputsFolder(): string {
  return path.join(/* turbopackIgnore: true */ env().DATA_DIR, "engine", "outputs");
}

/** Folder of what a render is working on; everything in it may be deleted once its attempt is over. */
export function scratchFolder(): string {
  return path.join(/* turbopackIgnore: true */ env().DATA_DIR, "engine", "scratch");
}

/** Folder of the renderer's compiled modules; it may be deleted at any time. */
export function compiledFolder(): string {
  return path.join(/* turbopackIgnore: true */ env().DATA_DIR, "engine", "compiled");
}

/** Where the bytes of an output are. */
export function outputPath(fileName: string): string {
  return path.join(outputsFolder(), fileName);
}
