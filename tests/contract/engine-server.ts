import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import * as missing from "#app/v1/[[...path]]/route";
import * as files from "#app/v1/files/[file]/route";
import * as generate from "#app/v1/generate/route";
import * as openapi from "#app/v1/openapi.json/route";
import * as status from "#app/v1/status/route";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

function isMethod(method: string): method is (typeof METHODS)[number] {
  return METHODS.some((known) => known === method);
}

function routeOf(pathname: string) {
  if (pathname === "/v1/generate") return { doors: generate, params: {} };
  if (pathname === "/v1/status") return { doors: status, params: {} };
  if (pathname === "/v1/openapi.json") return { doors: openapi, params: {} };
  const [, file] = /^\/v1\/files\/([^/]+)$/.exec(pathname) ?? [];
  if (file) return { doors: files, params: { file } };
  return { doors: missing, params: { path: pathname.split("/").slice(2) } };
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const url = new URL(incoming.url ?? "/", "http://engine.test");
  const method = incoming.method ?? "GET";
  const headers = new Headers();
  for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
    headers.append(incoming.rawHeaders[index] ?? "", incoming.rawHeaders[index + 1] ?? "");
  }
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? new Uint8Array(Buffer.concat(await incoming.toArray())) : undefined;
  const request = new Request(url, { method, headers, body });
  const { doors, params } = routeOf(url.pathname);
  if (!isMethod(method)) throw new Error(`The adapter has no door for ${method}`);
  const response = await doors[method](request, { params: Promise.resolve(params) });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) {
    outgoing.end();
    return;
  }
  Readable.from(response.body).pipe(outgoing);
}

/** The engine's own route handlers behind a real HTTP server on loopback. */
export async function startEngineServer(): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("The test server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
