/** Numbers that look random and are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const MINUTE_MS = 60_000;

/** What a provider's limit says of one request. Instants are epoch milliseconds. */
interface LimitAnswer {
  limited: boolean;
  remaining: number;
  resetAt: number;
}

/** Counts a request that arrives at `now`. */
export type SimulatedLimit = (now: number) => LimitAnswer;

/** `limit` requests in each minute of the clock. */
export function fixedWindow(limit: number): SimulatedLimit {
  let window = 0;
  let count = 0;
  return (now) => {
    const current = Math.floor(now / MINUTE_MS);
    if (current !== window) {
      window = current;
      count = 0;
    }
    const limited = count >= limit;
    if (!limited) count += 1;
    return { limited, remaining: limit - count, resetAt: (current + 1) * MINUTE_MS };
  };
}

/** `limit` requests in any minute; two kinds of reset are in use. */
export function slidingWindow(limit: number, reset: "oldest leaves" | "a minute from now"): SimulatedLimit {
  let log: number[] = [];
  return (now) => {
    log = log.filter((at) => at > now - MINUTE_MS);
    const limited = log.length >= limit;
    if (!limited) log.push(now);
    const resetAt = reset === "oldest leaves" ? (log[0] ?? now) + MINUTE_MS : now + MINUTE_MS;
    return { limited, remaining: limit - log.length, resetAt };
  };
}

/** Milliseconds until the next request of a client that makes `perMinute` at random (Poisson). */
export function untilNext(perMinute: number, random: () => number): number {
  return (-Math.log(1 - random()) * MINUTE_MS) / perMinute;
}

/** Most of `instants` in any one minute. */
export function mostInAMinute(instants: number[]): number {
  return instants.reduce(
    (most, from) => Math.max(most, instants.filter((at) => at >= from && at < from + MINUTE_MS).length),
    0,
  );
}

/** What happens when, in simulated time. */
export class Timeline {
  now: number;
  private readonly events: { at: number; run: () => unknown }[] = [];

  constructor(start: number) {
    this.now = start;
  }

  at(instant: number, run: () => unknown): void {
    const index = this.events.findLastIndex((event) => event.at <= instant) + 1;
    this.events.splice(index, 0, { at: Math.max(instant, this.now), run });
  }

  /** Runs what happens up to `end`, one after the other, or until `finished`. */
  async runUntil(end: number, finished: () => boolean = () => false): Promise<void> {
    for (;;) {
      const next = this.events[0];
      if (!next || next.at > end || finished()) return;
      this.events.shift();
      this.now = next.at;
      await next.run();
    }
  }
}
