import { describe, expect, it } from "vitest";
import { readRows } from "#lib/client/read-rows";

const DEFAULTS = { mode: "normal", ratio: "1:1", imageUrl: "" } as const;
const read = (text: string, name = "prompts.csv") => readRows(new File([text], name), DEFAULTS);

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
