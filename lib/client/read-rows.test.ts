import { describe, expect, it } from "vitest";
import { readRows } from "#lib/client/read-rows";

const DEFAULTS = { mode: "normal", ratio: "1:1", imageUrl: "" } as const;
const read = (text: BlobPart, name = "prompts.csv") => readRows(new File([text], name), DEFAULTS);

describe("readRows", () => {
  it("reads a CSV by its header, in any order and case, with the bar's options where it says nothing", async () => {
    const text =
      '\uFEFFRatio, Prompt ,mode,image\r\n16:9,"a fox, running",Fun,\r\n,"two\nlines",,https://example.com/a.png\r\n';
    expect(await read(text)).toEqual({
      items: [
        { prompt: "a fox, running", mode: "fun", ratio: "16:9", imageUrl: "" },
        { prompt: "two\nlines", mode: "normal", ratio: "1:1", imageUrl: "https://example.com/a.png" },
      ],
      problems: [],
    });
  });

  it("tells what is wrong by the row of the spreadsheet, and keeps the others", async () => {
    const text = "prompt;mode;ratio;image\na fox;fun;1:1;\n;fun;1:1;\n\na;turbo;;\nb;;7:1;\nc;;;ftp://x\nd;;;\n";
    expect(await read(text)).toEqual({
      items: [
        { prompt: "a fox", mode: "fun", ratio: "1:1", imageUrl: "" },
        { prompt: "d", mode: "normal", ratio: "1:1", imageUrl: "" },
      ],
      problems: [
        { row: 3, reason: "noPrompt", value: "" },
        { row: 5, reason: "badMode", value: "turbo" },
        { row: 6, reason: "badRatio", value: "7:1" },
        { row: 7, reason: "badImage", value: "ftp://x" },
      ],
    });
  });

  const promptsIn = async (text: BlobPart) => {
    const rows = await read(text);
    return typeof rows === "string" ? rows : rows.items.map(({ prompt }) => prompt);
  };

  it.each([
    ["one column", "prompt\na fox, running, at dusk\n'tis a wolf; or not\n"],
    ["semicolons", 'prompt;mode\na fox, running, at dusk;fun\n"\'tis a wolf; or not";fun\n'],
    ["tabs", 'mode\t"Prompt"\nfun\ta fox, running, at dusk\nfun\t\'tis a wolf; or not\n'],
  ])("takes no comma of a prompt for the end of it: %s", async (_, text) =>
    expect(await promptsIn(text)).toEqual(["a fox, running, at dusk", "'tis a wolf; or not"]),
  );

  it.each([
    ["more cells than columns", "mode,prompt\nfun,a fox, running\nfun,a wolf,,\n", ["a wolf"]],
    ["a quote that never closes", 'prompt,mode\na wolf,fun\n"a fox,fun\na bear,fun\n', ["a wolf"]],
  ])("sends no part of a row whose cells can't be told apart: %s", async (_, text, items) => {
    const problems = [expect.objectContaining({ reason: "badCells" })];
    expect(await read(text)).toEqual({
      items: items.map((prompt) => ({ ...DEFAULTS, mode: "fun", prompt })),
      problems,
    });
  });

  it("reads what a spreadsheet saves as Unicode text, and refuses what would come out as other characters", async () => {
    const wide = Uint16Array.from("\uFEFFprompt\tmode\n一只狐狸\tfun\n", (letter) => letter.charCodeAt(0));
    expect(await promptsIn(wide)).toEqual(["一只狐狸"]);
    const gb18030 = Uint8Array.from([...Buffer.from("prompt\n"), 0xd2, 0xbb, 0xd6, 0xbb, 0xba, 0xfc]);
    expect(await promptsIn(gb18030)).toBe("notUnicode");
  });

  it("reads JSON: texts and objects", async () => {
    const text = JSON.stringify([" a fox ", { prompt: "a wolf", mode: "spicy", ratio: "9:16" }, 3, { text: "x" }]);
    expect(await read(text, "prompts.JSON")).toEqual({
      items: [
        { prompt: "a fox", mode: "normal", ratio: "1:1", imageUrl: "" },
        { prompt: "a wolf", mode: "spicy", ratio: "9:16", imageUrl: "" },
      ],
      problems: [
        { row: 3, reason: "unreadable", value: "" },
        { row: 4, reason: "noPrompt", value: "" },
      ],
    });
  });

  it.each([
    ["", "a.csv", "nothing"],
    ["prompt\n\n", "a.csv", "nothing"],
    ["[]", "a.json", "nothing"],
    ["{", "a.json", "notJson"],
    ['{"prompt":"a"}', "a.json", "notJson"],
    ["text,mode\na,fun", "a.csv", "noPromptColumn"],
    ["x".repeat(2 * 1024 * 1024 + 1), "a.csv", "tooBig"],
  ])("can't read %.20j as %s: %s", async (text, name, fault) => expect(await read(text, name)).toBe(fault));
});
