import { z } from "zod";

/**
 * `GET /api/generations/index`: the whole of what a filter finds, in columns of equal length and in the
 * order it is shown. It holds no more than the layout of every row needs; the facts of what is near
 * the window are asked for by id.
 */
export const libraryIndex = z.object({
  /** Ids of generations. */
  ids: z.array(z.string()),
  /** Creation in whole seconds since 1970, each as the difference from the one before it. */
  seconds: z.array(z.int()),
  /** For each generation, which of `shapes` its tiles have. */
  shape: z.array(z.int().min(0)),
  /** What the tiles of a generation can be, every combination once. */
  shapes: z.array(
    z.object({
      /** Width by height of each tile. */
      aspects: z.array(z.number().positive()),
      /** Which of the generation's tiles they are, from 1; null where they are all. */
      places: z.array(z.int().min(1)).nullable(),
    }),
  ),
});
export type LibraryIndex = z.infer<typeof libraryIndex>;
