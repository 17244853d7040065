// Makes sure that there is a browser to test in, bringing one if need be, and in CI an ffmpeg as well.
import { spawnSync } from "node:child_process";
import { findBrowser } from "#tests/support/find-browser";

const run = (command: string, parameters: string[], output: "inherit" | "ignore" = "inherit") =>
  spawnSync(command, parameters, { stdio: output, timeout: 300_000, shell: process.platform === "win32" }).status === 0;

const mayInstall = process.platform === "linux" && process.getuid?.() === 0;
const installPackage = (name: string) =>
  run("apt-get", ["update"]) && run("apt-get", ["install", "-y", "--no-install-recommends", name]);

if (!findBrowser()) {
  console.log("No Chromium found; downloading Playwright's own …");
  run("npx", ["playwright", "install", "chromium"]);
}
if (!findBrowser() && mayInstall) {
  console.log("That did not work; installing the system's package …");
  installPackage("chromium");
}
if (!findBrowser()) {
  console.error("The tests need a browser. Install Chrome or Chromium, or set CHROME_PATH to one.");
  process.exit(1);
}

// The built-in ffmpeg does the same and takes several times as long: worth a package on a machine that lives for one
// run, where the tests that are about the built-in one ask for it by name.
if (process.env.CI && mayInstall && !run("ffmpeg", ["-version"], "ignore") && !installPackage("ffmpeg")) {
  console.log("No ffmpeg could be installed; going on with the built-in one.");
}
