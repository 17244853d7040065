import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseEnvironment } from "#lib/env";
import { serializeError } from "#lib/log";
import { localDisk } from "#lib/storage/local-disk";
import { s3Storage } from "#lib/storage/s3";
import { type S3Settings, s3Settings, storageOrigin } from "#lib/storage/s3-settings";
import type { Storage } from "#lib/storage/storage";
import { type S3Server, startS3Server } from "#tests/support/s3-server";

const folder = mkdtempSync(path.join(tmpdir(), "rk-storage-"));
let server: S3Server;
let bucket: S3Settings;

beforeAll(async () => {
  server = await startS3Server();
  const settings = s3Settings(parseEnvironment({ ...server.settings, S3_PREFIX: "kept/here" }));
  if (!settings) throw new Error("no bucket");
  bucket = settings;
});
afterAll(async () => {
  await server.end();
  rmSync(folder, { recursive: true, force: true });
});

/** A local file with these bytes. */
async function fileOf(bytes: Buffer): Promise<string> {
  const file = path.join(folder, `incoming-${randomBytes(6).toString("hex")}`);
  await writeFile(file, bytes);
  return file;
}

const KINDS: [string, () => Storage][] = [
  ["the local disk", () => localDisk(path.join(folder, "disk"))],
  ["S3", () => s3Storage(bucket)],
];

describe.each(KINDS)("storage on %s", (_, open) => {
  it("takes a file whole and gives it back, all of it and in parts", async () => {
    const storage = open();
    const bytes = randomBytes(100_000);
    const source = await fileOf(bytes);
    await storage.put("ab/one.mp4", source);
    expect(existsSync(source)).toBe(false);
    expect(await storage.size("ab/one.mp4")).toBe(bytes.length);
    expect(await buffer(await storage.read("ab/one.mp4"))).toEqual(bytes);
    const part = await buffer(await storage.read("ab/one.mp4", { start: 1_000, end: 1_999 }));
    expect(part).toEqual(bytes.subarray(1_000, 2_000));
    const end = await buffer(await storage.read("ab/one.mp4", { start: 99_999, end: 99_999 }));
    expect(end).toEqual(bytes.subarray(99_999));
  });

  it("takes a large file", async () => {
    const bytes = randomBytes(20 * 1024 ** 2 + 17);
    await open().put("ab/large.mp4", await fileOf(bytes));
    expect((await buffer(await open().read("ab/large.mp4"))).equals(bytes)).toBe(true);
  });

  it("puts a file in another's place", async () => {
    for (const text of ["the first one", "the second"])
      await open().put("cd/same.webp", await fileOf(Buffer.from(text)));
    expect(await open().size("cd/same.webp")).toBe("the second".length);
  });

  it("knows what it does not have", async () => {
    expect(await open().size("ab/none.mp4")).toBeNull();
    await open().remove("ab/none.mp4");
    await expect(open().read("ab/none.mp4")).rejects.toThrow();
    await open().put("ab/gone.mp4", await fileOf(Buffer.from("x")));
    await open().remove("ab/gone.mp4");
    expect(await open().size("ab/gone.mp4")).toBeNull();
  });

  it("refuses keys that lead elsewhere", async () => {
    for (const key of ["../secret", "ab/../../secret", "/etc/passwd", "ab//x", ".hidden", ""]) {
      await expect((async () => open().size(key))(), key).rejects.toThrow("Not a storage key");
    }
  });

  it("can be tried out, and keeps nothing of it", async () => {
    await open().tryOut();
    expect(await open().size("trial")).toBeNull();
    if (existsSync(path.join(folder, "disk")))
      expect(readdirSync(path.join(folder, "disk")).sort()).toEqual(["ab", "cd"]);
  });
});

describe("links to files on S3", () => {
  const options = { mediaType: "video/mp4", fileName: "2026-01-02-帆船-1.mp4", disposition: "attachment" as const };
  const linkTo = async (key: string) => (await s3Storage(bucket).link?.(key, options)) ?? "";

  it("give the file to whoever has one, with ranges, its type and its name", async () => {
    const bytes = randomBytes(5_000);
    await s3Storage(bucket).put("ef/linked.mp4", await fileOf(bytes));
    const url = await linkTo("ef/linked.mp4");
    expect(new URL(url).searchParams.get("X-Amz-Expires")).toBe("300");
    const answer = await fetch(url, { headers: { range: "bytes=10-19" } });
    expect(answer.status).toBe(206);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes.subarray(10, 20));
    expect(answer.headers.get("content-type")).toBe("video/mp4");
    expect(answer.headers.get("content-disposition")).toContain(
      `filename*=UTF-8''${encodeURIComponent(options.fileName)}`,
    );
  });

  it("are signed for one file, and open nothing to a stranger's key", async () => {
    const url = new URL(await linkTo("ef/linked.mp4"));
    expect(url.searchParams.get("X-Amz-SignedHeaders")).toBe("host");
    expect(url.searchParams.get("X-Amz-Signature")).toMatch(/^[0-9a-f]{64}$/);
    const other = new URL(await linkTo("ef/other.mp4"));
    expect(other.searchParams.get("X-Amz-Signature")).not.toBe(url.searchParams.get("X-Amz-Signature"));
    url.searchParams.set("X-Amz-Credential", (url.searchParams.get("X-Amz-Credential") ?? "").replace("S3RVER", "X"));
    expect((await fetch(url)).status).toBe(403);
  });

  it.each([
    { S3_BUCKET: "videos" },
    { S3_BUCKET: "videos", S3_REGION: "eu-central-1" },
    { S3_BUCKET: "my.videos" },
    { S3_BUCKET: "videos", S3_ENDPOINT: "https://minio.example:9000", S3_PATH_STYLE: "1" },
    { S3_BUCKET: "videos", S3_ENDPOINT: "http://minio:9000", S3_PUBLIC_ENDPOINT: "https://files.example.com" },
  ])("come from the one origin that pages may take media from: %o", async (given) => {
    const keys = { S3_ACCESS_KEY_ID: "a", S3_SECRET_ACCESS_KEY: "b" };
    const environment = parseEnvironment({ STORAGE: "s3", ...keys, ...given });
    const settings = s3Settings(environment);
    if (!settings) throw new Error("no bucket");
    const link = await s3Storage(settings).link?.("ab/one.mp4", options);
    expect(new URL(link ?? "").origin).toBe(storageOrigin(environment));
  });
});

describe("S3 in trouble", () => {
  it("is unreachable when nobody answers, and the file stays where it was", async () => {
    await server.stop();
    try {
      const source = await fileOf(Buffer.from("precious"));
      await expect(s3Storage(bucket).put("ab/late.mp4", source)).rejects.toMatchObject({
        code: "STORAGE_UNREACHABLE",
        retryable: true,
      });
      expect(existsSync(source)).toBe(true);
      await expect(s3Storage(bucket).tryOut()).rejects.toMatchObject({ code: "STORAGE_UNREACHABLE" });
    } finally {
      await server.start();
    }
    await s3Storage(bucket).tryOut();
  });

  it("says so when it is not let in or has no such bucket, and tells the log no secret", async () => {
    const secretAccessKey = "a-very-secret-key-of-somebody";
    const stranger = s3Storage({ ...bucket, credentials: { accessKeyId: "stranger", secretAccessKey } });
    const refused = await stranger.tryOut().catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: "STORAGE_UNREACHABLE",
      message: "STORAGE_UNREACHABLE: InvalidAccessKeyId",
    });
    const logged = JSON.stringify(serializeError(refused));
    expect(logged).not.toContain(secretAccessKey);
    expect(logged).not.toMatch(/signature=/i);
    await expect(s3Storage({ ...bucket, bucket: "no-such-bucket" }).tryOut()).rejects.toMatchObject({
      message: "STORAGE_UNREACHABLE: NoSuchBucket",
    });
  });

  it("does not count a file as kept whose bytes come back otherwise", async () => {
    const proxy = createServer((request, response) => {
      const { method, headers, url } = request;
      const passed = forward(`${server.endpoint}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.on("data", (chunk: Buffer) => {
          if (method === "GET") chunk.writeUInt8(chunk.readUInt8(0) ^ 1, 0);
          response.write(chunk);
        });
        answer.on("end", () => response.end());
      });
      request.pipe(passed);
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const { port } = proxy.address() as AddressInfo;
    const rotten = s3Storage({ ...bucket, endpoint: `http://127.0.0.1:${port}` });
    const source = await fileOf(randomBytes(1_000));
    await expect(rotten.put("ab/rotten.mp4", source)).rejects.toThrow("the storage keeps other bytes");
    expect(existsSync(source)).toBe(true);
    await new Promise((resolve) => {
      proxy.closeAllConnections();
      proxy.close(resolve);
    });
  });
});
