/**
 * The life of a generation. `unknown` is a paid call whose outcome nobody knows: it is never sent
 * again by itself. In a restored backup what was queued is `unknown`, too: the original may have sent it
 * since; where it did not, its owner may cancel it. A task id that arrives late moves any state but `succeeded` back to `waiting`.
 */
export const GENERATION_STATES = [
  "queued",
  "submitting",
  "waiting",
  "running",
  "succeeded",
  "failed",
  "unknown",
  "dismissed",
  "cancelled",
] as const;
export type GenerationState = (typeof GENERATION_STATES)[number];

const TRANSITIONS: Record<GenerationState, readonly GenerationState[]> = {
  queued: ["submitting", "cancelled", "failed", "unknown"],
  submitting: ["waiting", "queued", "failed", "unknown"],
  waiting: ["running", "succeeded", "failed"],
  running: ["waiting", "succeeded", "failed"],
  unknown: ["waiting", "dismissed", "cancelled"],
  dismissed: ["waiting"],
  succeeded: [],
  failed: ["waiting"],
  cancelled: ["waiting"],
};

/** Whether a generation may go from one state to another. */
export function canMove(from: GenerationState, to: GenerationState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** States from which a generation may enter `to`; for conditional updates. */
export function statesBefore(to: GenerationState): GenerationState[] {
  return GENERATION_STATES.filter((from) => canMove(from, to));
}

/** States in which the server still has work to do, so that a page keeps asking. */
export const IN_FLIGHT_STATES = [
  "queued",
  "submitting",
  "waiting",
  "running",
] as const satisfies readonly GenerationState[];

export function isInFlight(state: GenerationState): boolean {
  return IN_FLIGHT_STATES.some((inFlight) => inFlight === state);
}

/** Where an output stands on its way into our own storage. */
export const ARCHIVE_STATES = ["pending", "downloading", "ready", "lost"] as const;

/** What is known of the credits of an ended generation. */
export const CREDIT_CERTAINTIES = ["reported", "assumed", "in_doubt"] as const;
export type CreditCertainty = (typeof CREDIT_CERTAINTIES)[number];
