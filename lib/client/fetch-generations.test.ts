import { v7 as uuidv7 } from "uuid";
import { expect, it, vi } from "vitest";
import { fetchGenerations } from "#lib/client/fetch-generations";
import { type GenerationPoll, POLL_MAX_IDS } from "#lib/contract/studio";

const NOTHING: GenerationPoll = {
  items: [],
  moving: { waiting: 0, sent: 0, saving: 0, limitedUntil: null, batchIds: [] },
};

it("asks for every one of many, in as many questions as that takes", async () => {
  const asked: string[][] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(new URL(path, "http://localhost").searchParams.get("ids")?.split(",") ?? []);
    return Response.json(NOTHING);
  });
  const ids = Array.from({ length: 2 * POLL_MAX_IDS + 1 }, () => uuidv7());
  await fetchGenerations(ids, new AbortController().signal);
  vi.unstubAllGlobals();
  expect(asked.map(({ length }) => length)).toEqual([POLL_MAX_IDS, POLL_MAX_IDS, 1]);
  expect(asked.flat()).toEqual(ids);
});
