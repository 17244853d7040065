/**
 * How the gallery holds a large library: `npm run bench:gallery`. Seeds one of 100 and one of 10,000 videos,
 * opens both in a browser, and prints figures beside the goals of the project; takes about four minutes.
 * Ends with 1 where a goal is missed.
 */
import { cpus } from "node:os";
import { type Browser, chromium } from "playwright";
import { measureFirstCards, measureScroll, openGallery } from "#tests/bench/gallery-measures";
import type { AppServer } from "#tests/support/app-server";
import { findBrowser, QUIET_FLAGS } from "#tests/support/find-browser";
import { startSeededApp } from "#tests/support/seeded-app";

const SIZES = { small: 100, large: 10_000 };
/** Loads of the home in each library, by turns, so that a busy machine slows both. */
const LOADS = 9;

const say = (line: string) => process.stdout.write(`${line}\n`);
let missed = 0;

function judge(what: string, figure: string, goal: string, holds: boolean): void {
  if (!holds) missed += 1;
  say(`  ${what}: ${figure}; goal ${goal}: ${holds ? "holds" : "MISSED"}`);
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const ms = (value: number) => `${value.toFixed(0)} ms`;

async function bench(browser: Browser, small: AppServer, large: AppServer): Promise<void> {
  const few = await openGallery(browser, small.origin);
  const many = await openGallery(browser, large.origin);
  const [fewMs, manyMs]: [number[], number[]] = [[], []];
  for (let load = 0; load < LOADS; load += 1) {
    fewMs.push(await measureFirstCards(few));
    manyMs.push(await measureFirstCards(many));
  }
  const ratio = median(manyMs) / median(fewMs);
  say(`\nFirst cards painted, median of ${LOADS} loads`);
  say(`  ${SIZES.small} videos ${ms(median(fewMs))}, ${SIZES.large} videos ${ms(median(manyMs))}`);
  judge("ratio", ratio.toFixed(2), "at most 1.2", ratio <= 1.2);

  const cookies = await many.context().cookies();
  await Promise.all([few.context().close(), many.context().close()]);
  const scroll = await measureScroll(browser, large.origin, cookies);
  say(`\nFrom end to end of ${SIZES.large} videos (${scroll.steps} steps, ${(scroll.seconds).toFixed(1)} s)`);
  judge("cards in the document", String(scroll.mostCards), "at most 200", scroll.mostCards <= 200);
  judge("longest task", ms(scroll.longestTaskMs), "at most 100 ms", scroll.longestTaskMs <= 100);
  judge("length of the page changed by", `${scroll.heightChange} px`, "0", scroll.heightChange === 0);
  judge("layout shift", scroll.layoutShift.toFixed(4), "0", scroll.layoutShift === 0);
  judge("a jump to the end painted after", ms(scroll.jumpMs), "at most 1000 ms", scroll.jumpMs <= 1_000);
  const heap = scroll.heapAfterMb / scroll.heapBeforeMb;
  judge(
    "heap after, in collected megabytes",
    `${scroll.heapBeforeMb.toFixed(1)} to ${scroll.heapAfterMb.toFixed(1)}, ratio ${heap.toFixed(2)}`,
    "at most 1.3",
    heap <= 1.3,
  );
  const resident = scroll.residentAfterMb / scroll.residentBeforeMb;
  judge(
    "memory of the tab's process",
    `${scroll.residentBeforeMb.toFixed(0)} to ${scroll.residentAfterMb.toFixed(0)} MB, ratio ${resident.toFixed(2)}`,
    "at most 1.3",
    resident <= 1.3,
  );
}

say(`${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`);
const small = await startSeededApp(SIZES.small);
const large = await startSeededApp(SIZES.large);
const browser = await chromium.launch({ ...findBrowser(), args: QUIET_FLAGS });
try {
  await bench(browser, small, large);
} finally {
  await browser.close();
  await Promise.all([small.stop(), large.stop()]);
}
process.exitCode = missed > 0 ? 1 : 0;
