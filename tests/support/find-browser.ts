import { existsSync } from "node:fs";
import { chromium } from "playwright";

const SYSTEM_BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
];

/**
 * A Chromium on this machine: CHROME_PATH, then Playwright's own, then the system's.
 * @returns launch options (empty ones mean Playwright's own), or null where there is none
 */
export function findBrowser(): { executablePath?: string } | null {
  const chosen = process.env.CHROME_PATH;
  if (chosen) return existsSync(chosen) ? { executablePath: chosen } : null;
  if (existsSync(chromium.executablePath())) return {};
  const executablePath = SYSTEM_BROWSERS.find((file) => existsSync(file));
  return executablePath ? { executablePath } : null;
}

/** Launch options that also work as root and on a machine without internet. */
export const QUIET_FLAGS = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
