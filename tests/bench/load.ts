import { setTimeout } from "node:timers/promises";
import { Pool } from "undici";

const CONNECTIONS = 16;

export interface Call {
  path: string;
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: string;
  /** The status that counts as an answer; any below 300 by default. */
  expected?: number;
}

async function send(pool: Pool, { path, method = "GET", headers = {}, body, expected }: Call): Promise<void> {
  const { statusCode, body: answer } = await pool.request({ path, method, headers, body });
  if (expected ? statusCode === expected : statusCode < 300) return answer.dump();
  throw new Error(`${method} ${path} answered ${statusCode}: ${await answer.text()}`);
}

/** Requests a second that a server answers to 16 callers without a pause. A refusal ends the run. */
export async function measureRate(origin: string, seconds: number, next: () => Call): Promise<number> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  let answered = 0;
  const caller = async () => {
    while (performance.now() < endsAt) {
      await send(pool, next());
      answered += 1;
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, caller));
    return answered / ((performance.now() - startedAt) / 1_000);
  } finally {
    await pool.destroy();
  }
}

/** Milliseconds that 99 of 100 reads stay below, at a steady pace of `perSecond` that does not wait for slow ones. */
export async function measureP99(
  origin: string,
  seconds: number,
  perSecond: number,
  next: () => Call,
): Promise<number> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const took: number[] = [];
  const underWay: Promise<void>[] = [];
  const startedAt = performance.now();
  try {
    for (let index = 0; index < seconds * perSecond; index++) {
      const dueAt = startedAt + (index * 1_000) / perSecond;
      await setTimeout(Math.max(0, dueAt - performance.now()));
      const sentAt = performance.now();
      underWay.push(send(pool, next()).then(() => void took.push(performance.now() - sentAt)));
    }
    await Promise.all(underWay);
  } finally {
    await pool.destroy();
  }
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? Number.NaN;
}

/** How often a second `work` is done by 16 callers without a pause. */
export async function measureWork(seconds: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  let done = 0;
  const caller = async () => {
    while (performance.now() < endsAt) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, caller));
  return done / ((performance.now() - startedAt) / 1_000);
}
