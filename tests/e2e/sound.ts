import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds, as sentences: the rule and the places. Our pages have no frames, for which it would open a tab. */
async function findingsOf(axe: AxeBuilder): Promise<string[]> {
  const { violations } = await axe.setLegacyMode().analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}

/** Puts the other theme on, under whatever is open, and waits until the colours have changed. */
async function turnTheme(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { classList, style } = document.documentElement;
    const next = classList.contains("dark") ? "light" : "dark";
    classList.remove("dark", "light");
    classList.add(next);
    style.colorScheme = next;
    await new Promise(requestAnimationFrame);
    const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(changes.map(({ finished }) => finished));
  });
}

/**
 * Axe finds nothing (WCAG 2.2, A and AA) and nothing scrolls sideways; `what` names the place in the failure.
 * The other theme differs in colours alone: there contrast is judged, too.
 */
export async function expectSound(page: Page, what: string): Promise<void> {
  expect(await findingsOf(new AxeBuilder({ page }).withTags(LEVELS)), `axe on ${what}`).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${what} scrolls sideways`).toBeLessThanOrEqual(0);
  await turnTheme(page);
  const contrast = await findingsOf(new AxeBuilder({ page }).withRules(["color-contrast"]));
  expect(contrast, `axe on ${what}, in the other theme`).toEqual([]);
  await turnTheme(page);
}
