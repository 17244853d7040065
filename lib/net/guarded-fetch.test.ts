import { createServer, type RequestListener, type Server } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { guardedFetch } from "#lib/net/guarded-fetch";

const servers: Server[] = [];
const limits = { timeoutMs: 2_000, maxBytes: 1_000_000 };

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const connectionsOf = (server: Server | undefined) =>
  new Promise<number>((resolve, reject) => {
    if (!server) return reject(new Error("no server"));
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

describe("guardedFetch", () => {
  it.each([
    "http://127.0.0.1:1/",
    "http://2130706433:1/",
    "http://017700000001:1/",
    "http://0x7f000001:1/",
    "http://127.1:1/",
    "http://[::1]:1/",
    "http://[::ffff:7f00:1]:1/",
    "http://[::ffff:0:127.0.0.1]:1/",
    "http://[64:ff9b::7f00:1]:1/",
    "http://[2002:7f00:1::]:1/",
    "http://169.254.169.254/",
    "http://[fd00:ec2::254]/",
    "http://①②⑦.⓪.⓪.①/",
    "http://localhost:1/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "http://user@example.com/",
    "nonsense",
  ])("refuses %s", async (url) => {
    await expect(guardedFetch(url, limits)).rejects.toMatchObject({ code: "DOWNLOAD_REFUSED" });
  });

  it("refuses a name with any private address", async () => {
    const resolve = async () => [
      { address: "93.184.215.14", family: 4 },
      { address: "::ffff:10.0.0.1", family: 6 },
    ];
    await expect(guardedFetch("http://mixed.example/", { ...limits, resolve })).rejects.toMatchObject({
      code: "DOWNLOAD_REFUSED",
    });
  });

  it("asks for the address once, and connects to that one whatever the name says next", async () => {
    const origin = await listen((request, response) => response.end(request.headers.host));
    const addresses = ["127.0.0.1", "10.0.0.1"];
    const resolve = async () => [{ address: addresses.shift() ?? "", family: 4 }];
    // No resolver but the injected one knows this name, so an answer shows which address was taken.
    const named = `http://rebind.example:${new URL(origin).port}`;
    const answer = await guardedFetch(named, { ...limits, resolve, allowedOrigins: [named] });
    expect(await read(answer.body)).toBe(new URL(named).host);
    expect(addresses).toEqual(["10.0.0.1"]);
  });

  it("checks a name anew at each redirect", async () => {
    const origin = await listen((_, response) => response.writeHead(302, { Location: "http://next.example/" }).end());
    const resolve = async () => [{ address: "fd00::1", family: 6 }];
    const options = { ...limits, resolve, allowedOrigins: [origin] };
    await expect(guardedFetch(origin, options)).rejects.toMatchObject({ code: "DOWNLOAD_REFUSED" });
  });

  it("lets an allowed origin be private, and streams what it says", async () => {
    const origin = await listen((request, response) => {
      response.writeHead(206, { "Content-Range": "bytes 2-4/9", "Set-Cookie": ["a=1", "b=2"] });
      response.end(`${request.headers.range} ${request.headers["accept-encoding"]}`);
    });
    const answer = await guardedFetch(`${origin}/file`, {
      ...limits,
      allowedOrigins: [origin],
      headers: { range: "bytes=2-4" },
    });
    expect(answer.status).toBe(206);
    expect(answer.headers.get("content-range")).toBe("bytes 2-4/9");
    expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    expect(answer.finalUrl).toBe(`${origin}/file`);
    expect(await read(answer.body)).toBe("bytes=2-4 identity");
  });

  it("checks where a redirect of an allowed origin leads", async () => {
    const inner = await listen((_, response) => response.end("inside"));
    const outer = await listen((_, response) => response.writeHead(302, { Location: inner }).end());
    const options = { ...limits, allowedOrigins: [outer] };
    await expect(guardedFetch(outer, options)).rejects.toMatchObject({ code: "DOWNLOAD_REFUSED" });
  });

  it("does not let a stranger redirect into an allowed origin", async () => {
    const home = await listen((_, response) => response.end("inside"));
    const away = await listen((_, response) => response.writeHead(302, { Location: home }).end());
    const first = await listen((_, response) => response.writeHead(302, { Location: away }).end());
    const options = { ...limits, allowedOrigins: [first, home] };
    await expect(guardedFetch(first, options)).rejects.toMatchObject({ code: "DOWNLOAD_REFUSED" });
  });

  it("follows redirects, without private headers across origins, up to its limit", async () => {
    const seen: (string | undefined)[] = [];
    const target = await listen((request, response) => {
      seen.push(request.headers.authorization, request.headers.range);
      response.end("done");
    });
    const origin = await listen((request, response) => {
      seen.push(request.headers.authorization);
      const step = Number(request.url?.slice(1));
      response.writeHead(307, { Location: step < 2 ? `/${step + 1}` : target }).end();
    });
    const options = {
      ...limits,
      allowedOrigins: [origin, target],
      headers: { Authorization: "Bearer x", range: "bytes=0-" },
    };
    const answer = await guardedFetch(`${origin}/0`, options);
    expect(await read(answer.body)).toBe("done");
    expect(answer.finalUrl).toBe(`${target}/`);
    expect(seen).toEqual(["Bearer x", "Bearer x", "Bearer x", undefined, "bytes=0-"]);
    await expect(guardedFetch(`${origin}/0`, { ...options, maxRedirects: 2 })).rejects.toMatchObject({
      code: "DOWNLOAD_REFUSED",
    });
  });

  it("stops reading beyond its limit, and lets go of the connection", async () => {
    const origin = await listen(async (_, response) => {
      for (let sent = 0; sent < 100 && !response.destroyed; sent++) {
        response.write(Buffer.alloc(64 * 1_024));
        await delay(1);
      }
      response.end();
    });
    const answer = await guardedFetch(origin, { ...limits, maxBytes: 200_000, allowedOrigins: [origin] });
    await expect(read(answer.body)).rejects.toMatchObject({ code: "DOWNLOAD_REFUSED" });
    await expect.poll(() => connectionsOf(servers[0])).toBe(0);
  });

  it("ends when no byte comes, and when the connection breaks", async () => {
    const silent = await listen((_, response) => void response.writeHead(200).write("a"));
    const slow = await guardedFetch(silent, { ...limits, timeoutMs: 300, allowedOrigins: [silent] });
    await expect(read(slow.body)).rejects.toMatchObject({ code: "DOWNLOAD_FAILED", retryable: true });

    const broken = await listen((_, response) => {
      response.writeHead(200, { "Content-Length": "100" });
      response.write("a", () => response.destroy());
    });
    const cut = await guardedFetch(broken, { ...limits, allowedOrigins: [broken] });
    await expect(read(cut.body)).rejects.toMatchObject({ code: "DOWNLOAD_FAILED", retryable: true });

    const mute = await listen(() => {});
    const waiting = guardedFetch(mute, { ...limits, timeoutMs: 300, allowedOrigins: [mute] });
    await expect(waiting).rejects.toMatchObject({ code: "DOWNLOAD_FAILED", retryable: true });
  });

  it("goes on while bytes keep coming, however long it takes", async () => {
    const origin = await listen(async (_, response) => {
      for (let sent = 0; sent < 10; sent++) {
        response.write("a");
        await delay(100);
      }
      response.end();
    });
    const answer = await guardedFetch(origin, { ...limits, timeoutMs: 600, allowedOrigins: [origin] });
    expect(await read(answer.body)).toBe("a".repeat(10));
  });

  it("closes a body that nobody reads", async () => {
    const origin = await listen((_, response) => void response.writeHead(200).write("a".repeat(1_000_000)));
    await guardedFetch(origin, { ...limits, timeoutMs: 200, allowedOrigins: [origin] });
    await expect.poll(() => connectionsOf(servers[0])).toBe(0);
  });

  it("rethrows the reason of an abort", async () => {
    const origin = await listen((_, response) => void response.writeHead(200).write("a"));
    const controller = new AbortController();
    const answer = await guardedFetch(origin, { ...limits, signal: controller.signal, allowedOrigins: [origin] });
    setTimeout(() => controller.abort(new Error("stopped")), 50);
    await expect(read(answer.body)).rejects.toThrow("stopped");
    const late = guardedFetch(origin, { ...limits, signal: controller.signal, allowedOrigins: [origin] });
    await expect(late).rejects.toThrow("stopped");
  });

  it("says that a name without an address may be tried again", async () => {
    const resolve = async () => [];
    await expect(guardedFetch("http://gone.example/", { ...limits, resolve })).rejects.toMatchObject({
      code: "DOWNLOAD_FAILED",
      retryable: true,
    });
  });
});
