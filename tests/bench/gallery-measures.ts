import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Cookie, Page } from "playwright";
import { PlainTab } from "#tests/bench/plain-tab";
import { SEEDED_ACCOUNT } from "#tests/support/seeded-account";

const CARD = "[data-tile]";
const WINDOW = { width: 1440, height: 900 };

/** A signed-in page on the home, in a window of its own. */
export async function openGallery(browser: Browser, origin: string): Promise<Page> {
  const context = await browser.newContext({ viewport: WINDOW });
  const page = await context.newPage();
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel("Email").fill(SEEDED_ACCOUNT.email);
  await page.getByLabel("Password", { exact: true }).fill(SEEDED_ACCOUNT.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator(`${CARD} img`).first().waitFor();
  return page;
}

/** Milliseconds from the start of a load of the home until the first row of posters is painted. */
export async function measureFirstCards(page: Page): Promise<number> {
  await page.reload({ waitUntil: "commit" });
  return page.evaluate(
    (card) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const posters = [...document.querySelectorAll<HTMLImageElement>(`${card} img`)].slice(0, 4);
          if (posters.length === 4 && posters.every(({ complete, naturalWidth }) => complete && naturalWidth > 0)) {
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
          } else requestAnimationFrame(look);
        };
        look();
      }),
    CARD,
  );
}

interface ScrollFigures {
  steps: number;
  seconds: number;
  mostCards: number;
  longestTaskMs: number;
  heightChange: number;
  layoutShift: number;
  jumpMs: number;
  heapBeforeMb: number;
  heapAfterMb: number;
  residentBeforeMb: number;
  residentAfterMb: number;
}

const MEGABYTE = 1_048_576;

/** What the browser gives back in the first rounds differs; after these it is at rest, before and after alike. */
const ROUNDS = 4;

/** What the page holds on to: the browser's own caches, which it empties when memory is short, don't count. */
async function letGo(tab: PlainTab): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    await tab.send("HeapProfiler.collectGarbage");
    await tab.send("Memory.simulatePressureNotification", { level: "critical" });
    await sleep(1_500);
  }
}

async function collectedHeapMb(tab: PlainTab): Promise<number> {
  await letGo(tab);
  const { usedSize } = (await tab.send("Runtime.getHeapUsage")) as { usedSize: number };
  return usedSize / MEGABYTE;
}

/** Memory of the busiest process that draws pages: that of the tab that is measured, where no other page is open. */
async function residentMb(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const busiest = processInfo
    .filter(({ type }) => type === "renderer")
    .sort((one, other) => other.cpuTime - one.cpuTime)[0];
  const status = busiest ? readFileSync(`/proc/${busiest.id}/status`, "utf8") : "";
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1_024;
}

/** Waits until every card in the window shows its poster; milliseconds from `sinceMs` until they are painted. */
function paintedSince(tab: PlainTab, sinceMs: number): Promise<number> {
  return tab.evaluate(
    ([card, since]) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const inSight = [...document.querySelectorAll<HTMLElement>(card)].filter((tile) => {
            const { top, bottom } = tile.getBoundingClientRect();
            return bottom > 0 && top < window.innerHeight;
          });
          const painted = inSight.every((tile) => {
            const poster = tile.querySelector("img");
            return poster?.complete && poster.naturalWidth > 0;
          });
          if (inSight.length > 0 && painted) {
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since)));
          } else requestAnimationFrame(look);
        };
        look();
      }),
    [CARD, sinceMs] as const,
  );
}

/**
 * Scrolls a large library from its top to its end, back, and jumps to the end.
 * @param browser one without other pages
 * @param cookies those of somebody who is signed in
 */
export async function measureScroll(browser: Browser, origin: string, cookies: Cookie[]): Promise<ScrollFigures> {
  const tab = await PlainTab.open(browser, origin, cookies, WINDOW);
  await paintedSince(tab, 0);
  await sleep(1_500);
  await paintedSince(tab, 0);
  const heapBeforeMb = await collectedHeapMb(tab);
  const residentBeforeMb = await residentMb(browser);

  const walk = await tab.evaluate(async (card) => {
    let [longestTaskMs, layoutShift, mostCards, steps] = [0, 0, 0, 0];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    }).observe({ type: "longtask" });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if ("value" in entry) layoutShift += Number(entry.value);
    }).observe({ type: "layout-shift" });
    const root = document.documentElement;
    const heightBefore = root.scrollHeight;
    const startedAt = performance.now();
    // Half a window a frame is faster than a wheel; every twentieth step somebody stops to look.
    while (window.scrollY + window.innerHeight < root.scrollHeight - 1) {
      window.scrollBy({ top: window.innerHeight / 2 });
      steps += 1;
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (steps % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 300));
      mostCards = Math.max(mostCards, document.querySelectorAll(card).length);
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const heightChange = root.scrollHeight - heightBefore;
    return { steps, seconds, mostCards, longestTaskMs, layoutShift, heightChange };
  }, CARD);
  await tab.evaluate(() => window.scrollTo({ top: 0 }));
  await sleep(1_000);
  await paintedSince(tab, 0);
  const heapAfterMb = await collectedHeapMb(tab);
  const residentAfterMb = await residentMb(browser);

  const jumpedAt = await tab.evaluate(() => {
    window.scrollTo({ top: document.documentElement.scrollHeight });
    return performance.now();
  });
  const jumpMs = await paintedSince(tab, jumpedAt);
  await tab.close();
  return { ...walk, jumpMs, heapBeforeMb, heapAfterMb, residentBeforeMb, residentAfterMb };
}
