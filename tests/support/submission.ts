import { v7 as uuidv7 } from "uuid";

/** What the prompt bar sends: a generation an id. */
export function submissionFor(connectionId: string, ids = [uuidv7()], prompt = "a red fox in snow") {
  return {
    connectionId,
    items: ids.map((id) => ({ id, prompt, mode: "fun", ratio: "3:2", imageUrls: [] })),
    parentId: null,
  };
}
