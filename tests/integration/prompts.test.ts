import { v7 as uuidv7 } from "uuid";
import { expect, it, vi } from "vitest";
import { wildcardList } from "#lib/contract/prompts";
import { submitGenerations } from "#lib/generations/submit-generations";
import { confirmAboveOf, setConfirmAbove } from "#lib/prompts/confirm-above";
import { promptHistory } from "#lib/prompts/prompt-history";
import { listSavedPrompts, removePrompt, savePrompt } from "#lib/prompts/saved-prompts";
import { listWildcardLists, removeWildcardList, saveWildcardList } from "#lib/prompts/wildcard-lists";
import { newAccount } from "#tests/support/accounts";
import { describeOnBothDatabases } from "#tests/support/test-database";

// What is submitted here stays in the line: this is about what is written down.
vi.mock(import("#lib/generations/dispatch-generation"), async (original) => ({
  ...(await original()),
  dispatchGeneration: async () => {},
}));

const namesOf = ({ items }: { items: { name: string }[] }) => items.map(({ name }) => name);

describeOnBothDatabases("prompts", () => {
  it("are saved under one name each, are renamed, and come back as themselves", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const fox = { id: uuidv7(), name: "Fox", prompt: "a {{colour}} fox" };
    const boat = { id: uuidv7(), name: "boat", prompt: "a boat" };
    await savePrompt(mine.userId, fox);
    expect(namesOf(await savePrompt(mine.userId, boat))).toEqual(["boat", "Fox"]);
    await expect(savePrompt(mine.userId, { ...boat, name: "FOX" })).rejects.toMatchObject({ code: "NAME_TAKEN" });
    await expect(savePrompt(other.userId, fox)).rejects.toMatchObject({ code: "CONFLICT" });
    await savePrompt(other.userId, { ...fox, id: uuidv7() });

    expect(namesOf(await savePrompt(mine.userId, { ...boat, name: "Zodiac" }))).toEqual(["Fox", "Zodiac"]);
    await removePrompt(other.userId, fox.id);
    expect(namesOf(await listSavedPrompts(mine.userId))).toEqual(["Fox", "Zodiac"]);
    expect(namesOf(await removePrompt(mine.userId, fox.id))).toEqual(["Zodiac"]);
    expect((await savePrompt(mine.userId, fox)).items[0]).toEqual(fox);
  });

  it("draw on lists of the same kind", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const cities = { id: uuidv7(), name: "cities", lines: ["Oslo", "Lima"] };
    await saveWildcardList(mine.userId, cities);
    await expect(saveWildcardList(mine.userId, { ...cities, id: uuidv7(), name: "Cities" })).rejects.toMatchObject({
      code: "NAME_TAKEN",
    });
    await expect(saveWildcardList(other.userId, cities)).rejects.toMatchObject({ code: "CONFLICT" });
    const { items } = await saveWildcardList(mine.userId, { ...cities, name: "towns", lines: ["Kyoto"] });
    expect(items).toEqual([{ id: cities.id, name: "towns", lines: ["Kyoto"] }]);
    await removeWildcardList(other.userId, cities.id);
    expect(namesOf(await listWildcardLists(mine.userId))).toEqual(["towns"]);
    expect(namesOf(await removeWildcardList(mine.userId, cities.id))).toEqual([]);
    for (const name of ["a__b", "_a", "a_", "{a}", " "]) {
      expect(wildcardList.safeParse({ ...cities, name }).success, name).toBe(false);
    }
  });

  it("are at most so many", async () => {
    const { userId } = await newAccount();
    const list = (place: number) => ({ id: uuidv7(), name: `list ${place}`, lines: ["a"] });
    const last = list(100);
    for (let place = 0; place < 99; place += 1) await saveWildcardList(userId, list(place));
    await saveWildcardList(userId, last);
    await expect(saveWildcardList(userId, list(101))).rejects.toMatchObject({ code: "PROMPTS_FULL" });
    await saveWildcardList(userId, { ...last, name: "renamed" });
  });

  it("are remembered, the latest first, each once, and one's own alone", async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const send = async ({ userId, preview }: typeof mine, ...prompts: string[]) => {
      const items = prompts.map((prompt) => ({ id: uuidv7(), prompt, mode: "fun", ratio: "1:1", imageUrls: [] }));
      await submitGenerations(userId, { connectionId: preview.id, items, parentId: null });
    };
    for (const prompt of ["a fox", "a wolf", "a fox", "a boat"]) await send(mine, prompt);
    await send(other, "a secret");
    expect((await promptHistory(mine.userId)).prompts).toEqual(["a boat", "a fox", "a wolf"]);
    await send(mine, ...Array.from({ length: 150 }, (_, place) => `boat ${place}`));
    expect((await promptHistory(mine.userId)).prompts).toHaveLength(100);
  });

  it("are bought after a question above what their owner has set", async () => {
    const { userId } = await newAccount();
    expect(await confirmAboveOf(userId)).toBe(200);
    await setConfirmAbove(userId, 0);
    expect(await confirmAboveOf(userId)).toBe(0);
  });
});
