import "server-only";
import { createHash } from "node:crypto";
import { realpathSync, unlinkSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** Thrown when another process has the folder: a sentence for whoever starts the server. */
export class FolderLockedError extends Error {}

function errorCode(error: Error | null): string | undefined {
  return error && "code" in error ? String(error.code) : undefined;
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
 * Keeps a second process out of `folder` until `release` or the end of this process. A listening
 * socket is the lock, because the kernel frees it even on `kill -9`, so that no stale lock remains.
 * @throws {FolderLockedError} when a live process holds it.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const id = createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 20);
  const address =
    process.platform === "win32" ? `\\\\.\\pipe\\reelkeep-${id}` : path.join(tmpdir(), `reelkeep-${id}.sock`);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const server = net.createServer((socket) => socket.end());
    const error = await listen(server, address);
    if (error === null) {
      server.unref();
      return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    }
    if (errorCode(error) !== "EADDRINUSE") throw error;
    if (await answers(address)) {
      throw new FolderLockedError(
        `Another process has the embedded database in ${folder} open. Stop it first, choose another DATA_DIR, or set DATABASE_URL.`,
      );
    }
    unlinkSync(address);
  }
  throw new FolderLockedError(`The embedded database in ${folder} could not be locked. Try again.`);
}
