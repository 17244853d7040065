import { gzipSync } from "node:zlib";
import { expect, newEmail, test } from "#tests/e2e/studio";

/** What the home may ask a first visitor to download and run: kilobytes of JavaScript, gzip. */
const BUDGET_KB = 190;

test("the first load of the home stays within its budget of JavaScript", async ({ studio }) => {
  const { page, origin } = studio;
  await studio.signUp(newEmail("budget"));
  const html = await (await page.request.get(origin)).text();
  // `noModule` is for browsers that the app does not run in; every other script of the document counts.
  const scripts = [...html.matchAll(/<script\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => !/\bnomodule\b/i.test(tag));
  const addresses = new Set(scripts.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []));
  const preloads = [...html.matchAll(/<link\b[^>]*\bas="script"[^>]*>/g)];
  for (const [tag] of preloads) {
    const address = /\bhref="([^"]+)"/.exec(tag)?.[1];
    if (address) addresses.add(address);
  }
  expect(addresses.size).toBeGreaterThan(5);
  const sizes = await Promise.all(
    [...addresses].map(async (address) => {
      const bytes = await (await page.request.get(new URL(address.replaceAll("&amp;", "&"), origin).href)).body();
      return { address, kb: gzipSync(bytes).byteLength / 1_000 };
    }),
  );
  const totalKb = sizes.reduce((sum, { kb }) => sum + kb, 0);
  const told = sizes.sort((a, b) => b.kb - a.kb).map(({ address, kb }) => `${kb.toFixed(1)} ${address}`);
  console.log(`First load of the home: ${totalKb.toFixed(1)} KB in ${sizes.length} scripts (budget ${BUDGET_KB})`);
  expect(totalKb, told.join("\n")).toBeLessThanOrEqual(BUDGET_KB);
});
