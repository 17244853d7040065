import "server-only";
import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, realpathSync, rmdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";

/** Thrown when another process has the folder: a sentence for whoever starts the server. */
export class FolderLockedError extends Error {}

/** Longest path of a Unix socket that every system takes. */
const SOCKET_PATH_BYTES = 100;
const CLEANING_STALE_MS = 10_000;

/** Answers one request of another process, a line of text, and ends the socket. */
type Answer = (request: string, socket: net.Socket) => Promise<void>;

declare global {
  /** Next.js loads modules twice: whoever holds the lock and whoever answers at it may be different copies. */
  var reelkeepLockAnswer: Answer | undefined;
}

/** The longest request at a lock, in characters. */
const REQUEST_MAX = 1_000;

/**
 * Lets this process answer at the locks that it holds: the embedded database is open to no other, so what
 * the operator asks of it is asked at the very socket that keeps them out. The socket lies in the data
 * folder, and only this user may connect to it.
 */
export function answerAtLock(answer: Answer): void {
  globalThis.reelkeepLockAnswer = answer;
}

/**
 * Sends one line to the process that has `folder`; its answer comes on the socket.
 * @returns null when no process has it
 */
export async function askOwner(folder: string, request: string): Promise<net.Socket | null> {
  if (!existsSync(folder)) return null;
  const address = socketAddress(folder);
  const socket = net.connect(address);
  const connected = await new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  });
  if (!connected) return null;
  socket.write(`${request}\n`);
  return socket;
}

function serveAsker(socket: net.Socket): void {
  // Whoever only looks whether somebody is there, is gone at once.
  socket.on("error", () => socket.destroy());
  const answer = globalThis.reelkeepLockAnswer;
  if (!answer) {
    socket.end();
    return;
  }
  let text = "";
  const read = (chunk: Buffer) => {
    text += chunk.toString("utf8");
    const end = text.indexOf("\n");
    if (end < 0 && text.length <= REQUEST_MAX) return;
    socket.off("data", read);
    if (end < 0) socket.destroy();
    else void answer(text.slice(0, end), socket).catch(() => socket.destroy());
  };
  socket.on("data", read);
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

function listen(server: net.Server, address: string): Promise<Error | null> {
  return new Promise((resolve) => {
    server.once("error", resolve);
    server.listen(address, () => resolve(null));
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/**
 * Where the lock of `folder` is: a socket beside it, so that everybody who can reach the folder finds
 * the same one, whatever their temporary folder. A path too long for a socket goes by a link.
 */
function socketAddress(folder: string): string {
  const real = realpathSync(folder);
  const id = createHash("sha256").update(real).digest("hex").slice(0, 20);
  if (process.platform === "win32") return `\\\\.\\pipe\\reelkeep-${id}`;
  const beside = `${real}.lock`;
  if (Buffer.byteLength(beside) <= SOCKET_PATH_BYTES) return beside;
  const link = path.join(tmpdir(), `reelkeep-${id}`);
  try {
    symlinkSync(path.dirname(real), link);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
  return path.join(link, path.basename(beside));
}

/** Removes the socket of a process that is gone. One cleaner at a time, or a second would remove the first one's new socket. */
async function removeStale(address: string): Promise<void> {
  const cleaning = `${address}.cleaning`;
  try {
    mkdirSync(cleaning);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
    if (Date.now() - statSync(cleaning).mtimeMs > CLEANING_STALE_MS) rmdirSync(cleaning);
    await setTimeout(200);
    return;
  }
  try {
    if (!(await answers(address))) rmSync(address, { force: true });
  } finally {
    rmdirSync(cleaning);
  }
}

/**
 * Keeps a second process out of `folder` until `release` or the end of this process. A listening
 * socket is the lock, because the kernel frees it even on `kill -9`, so that no stale lock remains.
 * @throws {FolderLockedError} when a live process holds it.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const address = socketAddress(folder);
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const askers = new Set<net.Socket>();
    const server = net.createServer((socket) => {
      askers.add(socket);
      socket.once("close", () => askers.delete(socket));
      serveAsker(socket);
    });
    const error = await listen(server, address);
    if (error === null) {
      server.unref();
      if (process.platform !== "win32") chmodSync(address, 0o600);
      return {
        release: () =>
          new Promise((resolve) => {
            server.close(() => resolve());
            for (const asker of askers) asker.destroy();
          }),
      };
    }
    if (errorCode(error) !== "EADDRINUSE") throw error;
    if (await answers(address)) {
      throw new FolderLockedError(
        `Another process has the embedded database in ${folder} open. Stop it first, choose another DATA_DIR, or set DATABASE_URL.`,
      );
    }
    await removeStale(address);
  }
  throw new FolderLockedError(`The embedded database in ${folder} could not be locked. Try again.`);
}
