import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the simulator does with one request. Anything not said is done as the API page documents it. */
export interface Behaviour {
  status?: number;
  json?: unknown;
  /** Answered as text/html. */
  html?: string;
  /** Answered as it is, called JSON. */
  text?: string;
  headers?: Record<string, string>;
  /** Whether an order is taken; without it, exactly when the documented answer is given. */
  takesOrder?: boolean;
  /** Answers a byte at a time, this far apart. */
  dripEveryMs?: number;
  /** Breaks the connection in the middle of the answer. */
  cut?: boolean;
  /** Answers this much later. */
  afterMs?: number;
  /** Takes the order, if it is one, and never answers. */
  hang?: boolean;
  /** Takes the order, if it is one, and breaks the connection. */
  reset?: boolean;
}

interface Order {
  taskId: string;
  idempotencyKey: string | undefined;
  token: string;
  body: Record<string, unknown>;
}

/** Answer to a status read; the default is a task that has completed with one link. */
type StatusOf = (taskId: string) => Behaviour;

export interface ProviderSimulator {
  baseUrl: string;
  /** What was accepted, in order: each of these was paid for. */
  orders: Order[];
  /** How many submissions have been read and are not answered. */
  openSubmissions(): number;
  /** Tokens of status reads, in order. */
  statusReads: { taskId: string; token: string }[];
  /** Behaviours for the next submissions, first in first out; then the documented one. */
  nextSubmissions: Behaviour[];
  /** What happens to submissions for which `nextSubmissions` says nothing. */
  onSubmission(next: () => Behaviour): void;
  onStatus(answer: StatusOf): void;
  /** Serves bytes at `/files/<name>`; returns the URL. */
  serveFile(name: string, answer: (request: IncomingMessage, response: ServerResponse) => void): string;
  stop(): Promise<void>;
}

/** A provider that speaks the API page's contract over HTTP, and misbehaves when told to. Port 0 is any free one. */
export async function startProviderSimulator(port = 0): Promise<ProviderSimulator> {
  const files = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
  let statusOf: StatusOf | undefined;
  let submissionOf: (() => Behaviour) | undefined;
  let counter = 0;
  let open = 0;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const token = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    const file = files.get(url.pathname);
    if (file) return file(request, response);
    if (url.pathname === "/v1/generate" && request.method === "POST") {
      const body = JSON.parse(await textOf(request));
      open += 1;
      response.once("close", () => {
        open -= 1;
      });
      const behaviour = simulator.nextSubmissions.shift() ?? submissionOf?.() ?? {};
      const { status = 200, json, html, text } = behaviour;
      const documented = status < 300 && json === undefined && html === undefined && text === undefined;
      counter += 1;
      const taskId = `task_${counter}`;
      if (behaviour.takesOrder ?? documented) {
        const idempotencyKey = request.headers["idempotency-key"];
        simulator.orders.push({ taskId, idempotencyKey: String(idempotencyKey), token, body });
      }
      return answer(request, response, behaviour, { code: 200, message: "success", data: { task_id: taskId } });
    }
    if (url.pathname === "/v1/status") {
      const taskId = url.searchParams.get("task_id") ?? "";
      simulator.statusReads.push({ taskId, token });
      const behaviour = statusOf?.(taskId) ?? {};
      return answer(request, response, behaviour, completed(taskId, [`${simulator.baseUrl}/files/video.mp4`]));
    }
    answer(request, response, { status: 404, json: { code: 404, message: "Not found", error: "NOT_FOUND" } }, {});
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const simulator: ProviderSimulator = {
    baseUrl,
    orders: [],
    openSubmissions: () => open,
    statusReads: [],
    nextSubmissions: [],
    onSubmission: (next) => {
      submissionOf = next;
    },
    onStatus: (next) => {
      statusOf = next;
    },
    serveFile: (name, serve) => {
      files.set(`/files/${name}`, serve);
      return `${baseUrl}/files/${name}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return simulator;
}

/** The documented body of a completed task. */
export function completed(taskId: string, urls: string[], consumedCredits: number | null = 40): object {
  return {
    code: 200,
    message: "success",
    data: {
      consumed_credits: consumedCredits,
      created_at: "2026-01-01T00:00:00Z",
      status: "completed",
      task_id: taskId,
      error_message: null,
      request: { mode: "fun", prompt: "a prompt", ratio: "1:1" },
      response: urls,
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, behaviour: Behaviour, documented: object): void {
  if (behaviour.hang) return;
  if (behaviour.reset) {
    request.socket.resetAndDestroy();
    return;
  }
  const { status = 200, headers = {}, html, json = documented, afterMs = 0, dripEveryMs, cut } = behaviour;
  const type = html === undefined ? "application/json" : "text/html";
  const body = html ?? behaviour.text ?? JSON.stringify(json);
  setTimeout(() => {
    response.writeHead(status, { "content-type": type, ...headers });
    if (cut) response.write(body.slice(0, body.length / 2), () => request.socket.destroy());
    else if (dripEveryMs === undefined) response.end(body);
    else drip(response, body, dripEveryMs);
  }, afterMs);
}

function drip(response: ServerResponse, body: string, everyMs: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (response.destroyed || sent >= body.length) {
      clearInterval(timer);
      response.end();
      return;
    }
    response.write(body.charAt(sent));
    sent += 1;
  }, everyMs);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
