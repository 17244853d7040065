import { describe, expect, it } from "vitest";
import { DEFAULT_LIMIT, grantRequest, learn, newPace, nextRequestAt, type Pace, paceAt } from "#lib/domain/pacing";
import {
  fixedWindow,
  mostInAMinute,
  randomFrom,
  type SimulatedLimit,
  slidingWindow,
  Timeline,
  untilNext,
} from "#tests/support/simulated-limits";

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1, 0, 0, 17);

interface Run {
  minutes: number;
  /** Requests a minute of a second client on the same token. */
  others: number;
  tellsLimit: boolean;
  seed: number;
}

/** A connection that always has something to ask, for some minutes of simulated time. */
async function simulate(provider: SimulatedLimit, { minutes, others, tellsLimit, seed }: Run, limit = DEFAULT_LIMIT) {
  const random = randomFrom(seed);
  const time = new Timeline(START);
  const refusals: number[] = [];
  let pace: Pace = newPace(START);
  let served = 0;
  let notBefore = START;
  const arrive = (grant: number) => {
    const { limited, remaining, resetAt } = provider(time.now);
    if (limited) refusals.push(time.now);
    else served += 1;
    time.at(time.now + 50 + random() * 1_000, () => {
      pace = learn(
        pace,
        { grant, limit: tellsLimit ? limit : null, remaining, resetAt, retryAt: null, limited },
        time.now,
      );
      if (limited) notBefore = Math.max(notBefore, resetAt);
    });
  };
  const ask = () => {
    const due = Math.max(nextRequestAt(pace, time.now), notBefore);
    if (due > time.now) return time.at(due, ask);
    pace = grantRequest(pace, time.now);
    const { grants } = pace;
    time.at(time.now + 20 + random() * 300, () => arrive(grants));
    time.at(time.now, ask);
  };
  const other = () => {
    if (!provider(time.now).limited) served += 1;
    time.at(time.now + untilNext(others, random), other);
  };
  time.at(START, ask);
  if (others > 0) time.at(START + 1, other);
  await time.runUntil(START + minutes * MINUTE);
  return { refusedInAMinute: mostInAMinute(refusals), usedShare: served / (limit * minutes), pace };
}

const PROVIDERS: [string, () => SimulatedLimit][] = [
  ["a fixed window", () => fixedWindow(100)],
  ["a sliding window that tells when the oldest request leaves it", () => slidingWindow(100, "oldest leaves")],
  ["a sliding window that tells a minute from now", () => slidingWindow(100, "a minute from now")],
];

describe.each(PROVIDERS)("the pace against %s", (_, provider) => {
  it.each([
    { others: 0, tellsLimit: true },
    { others: 0, tellsLimit: false },
    { others: 40, tellsLimit: true },
    { others: 40, tellsLimit: false },
    { others: 20, tellsLimit: true },
  ])("uses at least 90 % and is refused at most once a minute: %o", async (run) => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      const { refusedInAMinute, usedShare } = await simulate(provider(), { ...run, seed, minutes: 10 });
      expect(refusedInAMinute).toBeLessThanOrEqual(1);
      expect(usedShare).toBeGreaterThanOrEqual(0.9);
    }
  });
});

describe("the pace", () => {
  it("finds out a larger plan from what is left", async () => {
    const { pace, usedShare } = await simulate(
      fixedWindow(1_000),
      { minutes: 5, others: 0, tellsLimit: false, seed: 1 },
      1_000,
    );
    expect(pace.limit).toBeGreaterThan(950);
    expect(usedShare).toBeGreaterThan(0.8);
  });

  it("begins anew after a clock that was ahead is set back, and forgets neither limit nor numbers", () => {
    const ahead = START + 10 * 60 * MINUTE;
    const pace = { ...grantRequest(newPace(ahead), ahead), limit: 1_000 };
    expect(nextRequestAt(pace, START)).toBeGreaterThan(START);
    const after = paceAt(pace, START);
    expect(nextRequestAt(after, START)).toBe(START);
    expect(after).toMatchObject({ limit: 1_000, grants: 1 });
    expect(paceAt(pace, ahead - MINUTE)).toBe(pace);
  });
});
