import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { attemptFor } from "#lib/client/attempt-for";
import { newDraftId } from "#lib/client/composer-draft";

const key = newDraftId();
const origin = { draftId: key, source: "bar" };

describe("attemptFor", () => {
  it("gives the same draft with the same content the same ids, whatever was tried or forgotten between", () => {
    const first = attemptFor(null, { content: "a fox", count: 2, origin }, uuidv7);
    expect(new Set(first.ids).size).toBe(2);
    const other = attemptFor(first, { content: "a wolf", count: 2, origin }, uuidv7);
    for (const last of [null, first, other]) {
      expect(attemptFor(last, { content: "a fox", count: 2, origin }, uuidv7).ids).toEqual(first.ids);
    }
    expect(first.ids.filter((id) => other.ids.includes(id))).toEqual([]);
  });

  it("gives another draft with the same content other ids", () => {
    const submission = { content: "a fox", count: 1 };
    const [first] = attemptFor(null, { ...submission, origin }, uuidv7).ids;
    const next = { ...origin, draftId: newDraftId() };
    expect(attemptFor(null, { ...submission, origin: next }, uuidv7).ids).not.toContain(first);
  });

  it("keeps the ids of what came from elsewhere while it is not confirmed", () => {
    const submission = { content: "a fox", count: 2, origin: null };
    const first = attemptFor(null, submission, uuidv7);
    expect(attemptFor(first, submission, uuidv7)).toEqual(first);
    expect(attemptFor(null, submission, uuidv7).ids).not.toEqual(first.ids);
  });

  it("makes ids whose order is that of the batch, and whose time is that of the draft", () => {
    const { ids } = attemptFor(null, { content: "many", count: 1_000, origin }, uuidv7);
    expect(ids).toEqual(ids.toSorted());
    expect(ids[0]?.replace("-", "").slice(0, 12)).toBe(key.slice(0, 12));
  });
});
