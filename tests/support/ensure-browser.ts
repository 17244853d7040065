// Makes sure that there is a browser to test in, bringing one if need be.
import { spawnSync } from "node:child_process";
import { findBrowser } from "#tests/support/find-browser";

const run = (command: string, parameters: string[]) =>
  spawnSync(command, parameters, { stdio: "inherit", timeout: 300_000, shell: process.platform === "win32" }).status ===
  0;

if (!findBrowser()) {
  console.log("No Chromium found; downloading Playwright's own …");
  run("npx", ["playwright", "install", "chromium"]);
}
if (!findBrowser() && process.platform === "linux" && process.getuid?.() === 0) {
  console.log("That did not work; installing the system's package …");
  run("apt-get", ["update"]) && run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"]);
}
if (!findBrowser()) {
  console.error("The tests need a browser. Install Chrome or Chromium, or set CHROME_PATH to one.");
  process.exit(1);
}
