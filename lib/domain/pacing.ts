/**
 * How fast a connection may ask its provider. The provider documents requests a minute and tells in
 * `X-RateLimit-*` what is left; it does not say whether its minute is fixed or slides, and other clients
 * may use the same token. So requests leave evenly, a little below the limit, less what others seem to
 * use, and never once the provider has said that nothing is left.
 *
 * Everything here is pure; instants are epoch milliseconds. One `Pace` a connection is shared by all
 * processes, each of which changes it under the lock of the connection's row.
 */
export interface Pace {
  /** Requests a minute, as told or found out. */
  limit: number;
  /** When the limit was last confirmed. */
  limitSeenAt: number;
  /** Requests that were ever allowed; numbers them. */
  grants: number;
  /** Requests of the last two minutes, counted by slices of time: [slice, requests]. */
  sent: [slice: number, requests: number][];
  /** When the last of them left. */
  lastAt: number;
  /** Where the next request belongs if all leave evenly. */
  nextSlotAt: number;
  /** Requests a minute that other clients of the same token seem to make. */
  others: number;
  /** When that was last estimated. */
  othersAt: number;
  /** Whether the provider's minute was seen to slide. */
  sliding: boolean;
  /** The end of the window as it was last seen to move. */
  windowEndsAt: number | null;
  /** The newest report. */
  told: Told | null;
}

/** What was left at `at`, after request number `grant`, and when there will be more. */
interface Told {
  grant: number;
  remaining: number;
  moreAt: number | null;
  at: number;
}

/** What one answer said of the limit. */
export interface LimitReport {
  /** Number of the request that it answers. */
  grant: number;
  limit: number | null;
  remaining: number | null;
  /** When the window ends. */
  resetAt: number | null;
  /** When it wants to be asked again. */
  retryAt: number | null;
  /** It was refused for the limit. */
  limited: boolean;
}

/** The free plan's requests a minute, which hold until the provider says otherwise. */
export const DEFAULT_LIMIT = 100;
const WINDOW_MS = 60_000;
const SLICE_MS = 2_000;
/** By how much the same instant may differ between two answers. */
const JITTER_MS = 3_000;
/** Of the limit, what is used: below it by what the clocks and the network may shift, above the 90 % that should be used. */
const USED_SHARE = 0.95;
/** Of the limit, what may leave at once after a silence. Used share and burst together stay within any minute. */
const BURST_SHARE = 0.05;
/** However much others use, this share of the limit is still tried for. */
const LEAST_SHARE = 0.05;
/** When little is left, the answer of the last request is waited for, but no longer than this. */
const CAREFUL_MS = 1_500;
/** By how many standard deviations others may exceed what they usually send (Poisson) before a request of ours is refused for it. */
const SPREADS = 1.5;
/** Requests that are left alone at the end of the provider's count. */
const KEPT = 1;
/** A limit that was found out, not told, is doubted after this long without a sign of it. */
const LIMIT_TRUSTED_MS = 10 * 60_000;
/** What others use fades by half in this time when no answer says what is left. */
const OTHERS_HALVE_MS = 60_000;
/** A window's share that must have passed before its count says how fast others are. */
const TELLING_MS = 10_000;
/** How quickly the estimate of what others use follows the reports. */
const FOLLOW = 0.2;

/** By how much the clocks of several machines may differ, or one be set back without anybody noticing. */
export const CLOCKS_APART_MS = 5 * 60_000;

/** The pace of a connection of which nothing is known yet. */
export function newPace(now: number): Pace {
  return {
    limit: DEFAULT_LIMIT,
    limitSeenAt: now,
    grants: 0,
    sent: [],
    lastAt: now,
    nextSlotAt: now,
    others: 0,
    othersAt: now,
    sliding: false,
    windowEndsAt: null,
    told: null,
  };
}

/**
 * A pace as it counts at `now`. One whose last request left in the future was counted by a clock that was ahead
 * and has been set back: it would allow nothing until that time comes again, and is begun anew.
 */
export function paceAt(pace: Pace, now: number): Pace {
  if (pace.lastAt <= now + CLOCKS_APART_MS) return pace;
  return { ...newPace(now), limit: pace.limit, grants: pace.grants };
}

const burstOf = (pace: Pace) => Math.max(1, Math.floor(pace.limit * BURST_SHARE));

/** Requests a minute that the connection makes while it has work. */
export function ratePerMinute(pace: Pace): number {
  const most = Math.min(pace.limit * USED_SHARE, Math.max(pace.limit - burstOf(pace) - 1, 1));
  return Math.max(most - pace.others, pace.limit * LEAST_SHARE, 1);
}

function sentSince(pace: Pace, instant: number): number {
  const first = Math.floor(instant / SLICE_MS);
  return pace.sent.reduce((sum, [slice, count]) => (slice >= first ? sum + count : sum), 0);
}

/** When the next request may leave: `now` or later. */
export function nextRequestAt(pace: Pace, now: number): number {
  const interval = WINDOW_MS / ratePerMinute(pace);
  const slot = pace.nextSlotAt - (burstOf(pace) - 1) * interval;
  return Math.max(now, slot, exhaustedUntil(pace, now));
}

/** Until when too little is left of what the provider allows, as far as its newest report tells. */
function exhaustedUntil(pace: Pace, now: number): number {
  const { told } = pace;
  if (!told) return now;
  const left = leftAt(pace, told, now);
  if (left >= burstOf(pace)) return now;
  const end = left >= 1 ? told.at : returnsAt(pace, told, now);
  if (end > now) return end;
  // Little is known to be left, or a new window is only thought to have begun: one request at a time.
  const asked = pace.grants > told.grant && pace.lastAt >= end;
  return asked ? Math.max(now, pace.lastAt + CAREFUL_MS) : now;
}

/** When there will be something left again. */
function returnsAt(pace: Pace, told: Told, now: number): number {
  const latest = told.at + WINDOW_MS;
  if (!pace.sliding) return Math.min(told.moreAt ?? told.at + SLICE_MS, latest);
  let instant = now;
  while (instant < latest && leftAt(pace, told, instant) < 1) instant += SLICE_MS;
  return Math.min(instant, latest);
}

/**
 * What is probably left at an instant after a report: less what has left since and what others may have
 * sent, with some of the spread of their number to spare. In a sliding minute our own old requests return,
 * and others are taken to send as many as return to them.
 */
function leftAt(pace: Pace, told: Told, instant: number): number {
  const untold = told.remaining - (pace.grants - told.grant);
  const seconds = (instant - told.at) / 1_000;
  const othersASecond = pace.others / 60;
  const spread = SPREADS * Math.sqrt((pace.sliding ? 2 : 1) * othersASecond * (seconds + 1));
  const moved = pace.sliding
    ? sentSince(pace, told.at - WINDOW_MS) - sentSince(pace, instant - WINDOW_MS)
    : -othersASecond * seconds;
  return untold + moved - spread - KEPT;
}

/** Counts a request that leaves now, whether its slot has come or somebody waits for its answer. */
export function grantRequest(pace: Pace, now: number): Pace {
  const slice = Math.floor(now / SLICE_MS);
  const oldest = Math.floor((now - 2 * WINDOW_MS) / SLICE_MS);
  const kept = pace.sent.filter(([at]) => at >= oldest && at !== slice);
  const inSlice = pace.sent.find(([at]) => at === slice)?.[1] ?? 0;
  return {
    ...pace,
    grants: pace.grants + 1,
    sent: [...kept, [slice, inSlice + 1]],
    lastAt: now,
    nextSlotAt: Math.max(now, pace.nextSlotAt) + WINDOW_MS / ratePerMinute(pace),
  };
}

/** Takes in what an answer said of the limit. */
export function learn(pace: Pace, report: LimitReport, now: number): Pace {
  const remaining = report.remaining ?? (report.limited ? 0 : null);
  if (remaining === null) return fade(pace, now);
  if (pace.told && report.grant < pace.told.grant) return pace;
  const window = windowOf(pace, report.resetAt, now);
  const { own, elapsedMs } = ownShare({ ...pace, ...window }, report, now);
  const limit = limitFrom(pace, report, now);
  const seen = Math.max(0, limit.limit - remaining - own);
  const followed = FOLLOW * (elapsedMs / WINDOW_MS);
  const others =
    elapsedMs < TELLING_MS ? pace.others : pace.others + ((seen * WINDOW_MS) / elapsedMs - pace.others) * followed;
  return {
    ...pace,
    ...limit,
    ...window,
    others: report.limited ? Math.max(others, pace.others) : others,
    othersAt: now,
    told: { grant: report.grant, remaining, moreAt: report.retryAt ?? report.resetAt, at: now },
  };
}

function fade(pace: Pace, now: number): Pace {
  const others = pace.others * 0.5 ** ((now - pace.othersAt) / OTHERS_HALVE_MS);
  return { ...pace, others, othersAt: now };
}

/**
 * A fixed minute keeps its end until the next one, a minute later; the end of a sliding one creeps on.
 * What jitters by a rounded second has not moved, unless that end has come.
 */
function windowOf(pace: Pace, resetAt: number | null, now: number): Pick<Pace, "sliding" | "windowEndsAt"> {
  const known = { sliding: pace.sliding, windowEndsAt: pace.windowEndsAt };
  if (resetAt === null) return known;
  const moved = resetAt - (pace.windowEndsAt ?? 0);
  const cameAndWent = pace.windowEndsAt !== null && now > pace.windowEndsAt && moved > 0;
  if (Math.abs(moved) <= JITTER_MS && !cameAndWent) return known;
  return { sliding: moved > 0 && moved < WINDOW_MS - JITTER_MS, windowEndsAt: resetAt };
}

/** How much of what the provider counts is our own, and for how long it has been counting. */
function ownShare(pace: Pace, report: LimitReport, now: number): { own: number; elapsedMs: number } {
  const startedAt = (report.resetAt ?? 0) - WINDOW_MS;
  const fixed = !pace.sliding && startedAt > now - WINDOW_MS && startedAt < now - SLICE_MS;
  const since = fixed ? startedAt : now - WINDOW_MS;
  const underWay = pace.grants - report.grant;
  return { own: Math.max(0, sentSince(pace, since) - underWay), elapsedMs: now - since };
}

/** The limit as told, or else the most that was seen to be left of it. */
function limitFrom(pace: Pace, report: LimitReport, now: number): Pick<Pace, "limit" | "limitSeenAt"> {
  if (report.limit !== null && report.limit > 0) return { limit: report.limit, limitSeenAt: now };
  const seen = (report.remaining ?? 0) + 1;
  if (seen >= pace.limit) return { limit: seen, limitSeenAt: now };
  if (now - pace.limitSeenAt > LIMIT_TRUSTED_MS) return { limit: Math.max(seen, DEFAULT_LIMIT), limitSeenAt: now };
  return { limit: pace.limit, limitSeenAt: pace.limitSeenAt };
}
