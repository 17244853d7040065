/**
 * How a generation came from another one: the same again after a failure, a variation of it, the clip that goes on
 * where a video of it stops, or clips of ours joined to one.
 */
export const RELATIONS = ["retry", "remix", "continue", "stitch"] as const;
export type Relation = (typeof RELATIONS)[number];

/** Relations of what is bought; what is stitched costs nothing and is not sent anywhere. */
export const BOUGHT_RELATIONS = ["retry", "remix", "continue"] as const satisfies readonly Relation[];
export type BoughtRelation = (typeof BOUGHT_RELATIONS)[number];
