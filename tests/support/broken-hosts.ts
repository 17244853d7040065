import type { AddressInfo } from "node:net";
import { createServer } from "node:net";

/** A port of this machine where nobody listens, for the moment. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface ResettingHost {
  port: number;
  stop(): Promise<void>;
}

/** A host that takes connections and breaks each at its first byte, as one that fails the TLS handshake does. */
export async function startResettingHost(): Promise<ResettingHost> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

interface SpyHost {
  origin: string;
  /** Connections that were made to it. */
  visits(): number;
  stop(): Promise<void>;
}

/** A host inside the private network that nobody is to be led to. */
export async function startSpyHost(): Promise<SpyHost> {
  let visits = 0;
  const server = createServer((socket) => {
    visits += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits: () => visits,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
