// One command from a clone to the running app: installs, builds, starts. Node built-ins only, so that it
// runs before anything is installed, on any Node that can run npm.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

const WINDOWS = process.platform === "win32";
const thisFile = fileURLToPath(import.meta.url);
const root = path.join(path.dirname(thisFile), "..", "..");
process.chdir(root);

function fail(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Node 20.19 or newer is needed; this is ${process.versions.node}.`);
}

function run(command, parameters) {
  const result = spawnSync(command, parameters, {
    stdio: "inherit",
    shell: WINDOWS,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : "");

/** Installs what the lockfile says, unless that is there already. */
export function install() {
  const wanted = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");
  const stamp = path.join("node_modules", ".reelkeep-lock");
  if (read(stamp) === wanted) return;
  console.log("Installing packages …");
  run("npm", ["ci"]);
  writeFileSync(stamp, wanted);
}

/** The Node that came with the packages: it is the one that was tested, whatever the machine has. */
export function pinnedNode() {
  const binary = path.join(root, "node_modules", "node", "bin", WINDOWS ? "node.exe" : "node");
  return existsSync(binary) ? binary : process.execPath;
}

const SOURCES = ["app", "components", "db", "lib", "public"];
const SOURCE_FILES = [
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

function hashOfSources() {
  const hash = createHash("sha256");
  const add = (file) => hash.update(file).update("\0").update(readFileSync(file));
  const walk = (folder) => {
    const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) walk(file);
      else if (!/\.test\.tsx?$/.test(entry.name)) add(file);
    }
  };
  for (const folder of SOURCES) if (existsSync(folder)) walk(folder);
  for (const file of SOURCE_FILES) add(file);
  return hash.digest("hex");
}

/** Builds the app, unless the last build was of these very sources. */
export function build() {
  const stamp = path.join(".next", "built-of");
  const wanted = hashOfSources();
  if (read(stamp) === wanted && existsSync(path.join(".next", "BUILD_ID"))) return;
  console.log("Building …");
  run(pinnedNode(), [path.join("node_modules", "next", "dist", "bin", "next"), "build"]);
  mkdirSync(".next", { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Port 0 finds a free one; ends with a sentence when nobody can listen there. */
function usablePort(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", ({ code }) => {
      if (code === "EADDRINUSE") {
        fail(`Port ${port} is taken. Stop what uses it, or choose another: PORT=${port + 1} npm start`);
      }
      fail(`Nobody can listen on ${host}, port ${port} (${code}). Set HOST and PORT to an address of this machine.`);
    });
    server.listen(port, host, () => {
      const { port: found } = server.address();
      server.close(() => resolve(found));
    });
  });
}

/** Starts the server and ends as it ends. `mode` is Next.js's own word: start or dev. */
export async function serve(mode) {
  const host = process.env.HOST || "127.0.0.1";
  const wanted = process.env.PORT || "3000";
  if (!/^\d{1,5}$/.test(wanted) || Number(wanted) > 65_535)
    fail(`PORT must be a number from 0 to 65535; it is ${wanted}.`);
  const port = await usablePort(Number(wanted), host);
  const next = path.join("node_modules", "next", "dist", "bin", "next");
  launch([next, mode, "-H", host, "-p", String(port)], {
    HOST: host,
    PORT: String(port),
    NEXT_TELEMETRY_DISABLED: "1",
    // Our own handler of signals lets paid calls finish and closes the database.
    NEXT_MANUAL_SIG_HANDLE: "1",
  });
}

/** Starts the workers without the web and ends as they end. */
function work() {
  launch(["--conditions=react-server", "--no-warnings", path.join("lib", "cli", "worker.ts")], {});
}

function launch(parameters, settings) {
  const child = spawn(pinnedNode(), parameters, {
    // The channel tells the child when this process is gone, however it went.
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, ...settings },
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  // npm hands a signal to a shell between us, which ends without passing it on: its end is the signal.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) {
    setInterval(() => {
      if (process.ppid !== parent) child.kill("SIGTERM");
    }, 500).unref();
  }
  child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(thisFile)) {
  const wanted = process.argv[2];
  install();
  if (wanted === "worker") {
    work();
  } else {
    const mode = wanted === "dev" ? "dev" : "start";
    if (mode === "start") build();
    await serve(mode);
  }
}
