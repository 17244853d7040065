import { defineConfig } from "@playwright/test";
import { findBrowser, QUIET_FLAGS } from "#tests/support/find-browser";

export default defineConfig({
  testDir: "./e2e",
  outputDir: "./.output/playwright",
  // The machine has two cores, one of which draws videos.
  workers: 1,
  timeout: 90_000,
  // A loaded machine draws a short clip in some ten seconds; what never comes is told by the time-out all the same.
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  // Two cores draw, encode, serve and browse at once: a test that fails there is tried once more, and named flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"]],
  use: {
    viewport: { width: 1440, height: 900 },
    // Recording slows every test: where one that fails is tried again, that is what is recorded.
    trace: process.env.CI ? "on-first-retry" : "retain-on-failure",
    launchOptions: { ...findBrowser(), args: QUIET_FLAGS },
  },
});
