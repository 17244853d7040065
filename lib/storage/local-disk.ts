import "server-only";
import { copyFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Storage } from "#lib/storage/storage";

const SAFE_KEY = /^[a-z0-9][\w.-]*(\/[a-z0-9][\w.-]*)*$/i;

function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

async function syncPath(file: string): Promise<void> {
  const handle = await open(file, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Files below one folder of this machine. */
export function localDisk(root: string): Storage {
  const pathOf = (key: string) => {
    if (!SAFE_KEY.test(key)) throw new Error(`Not a storage key: ${key}`);
    return path.join(root, key);
  };
  return {
    async put(key, source) {
      const target = pathOf(key);
      const folder = path.dirname(target);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await syncPath(source);
      try {
        await rename(source, target);
      } catch (error) {
        if (errorCode(error) !== "EXDEV") throw error;
        await copyAcross(source, target);
      }
      await syncPath(folder);
    },
    async size(key) {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if (errorCode(error) === "ENOENT") return null;
        throw error;
      }
    },
    async read(key, range) {
      const handle = await open(pathOf(key), "r");
      return handle.createReadStream(range ?? {});
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}

/** A rename across file systems: copy under another name first, so that the file is whole or absent. */
async function copyAcross(source: string, target: string): Promise<void> {
  const partial = `${target}.partial`;
  await copyFile(source, partial);
  await syncPath(partial);
  await rename(partial, target);
  await rm(source);
}
