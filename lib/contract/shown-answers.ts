import type { ErrorAnswer } from "#lib/contract/error";
import type { StatusAnswer } from "#lib/contract/status";

/** Bodies as the API page shows them; a test holds them against the schemas. */
export const SHOWN_GENERATE_REQUEST = { mode: "fun", prompt: "A paper boat on a golden sea", ratio: "3:2" };

const TASK_ID = "task_6f1c2a9e4b7d4f0e8a35c1d20b9f7e64";

export const SHOWN_GENERATE_ANSWER = { code: 200, message: "success", data: { task_id: TASK_ID } };

/** A completed task on the server at `origin`. */
export function shownStatusAnswer(origin: string): StatusAnswer {
  const file = (name: string) => `${origin}/v1/files/${name}.mp4`;
  return {
    code: 200,
    message: "success",
    data: {
      consumed_credits: 40,
      created_at: "2026-01-31T09:30:00.000Z",
      status: "completed",
      task_id: TASK_ID,
      error_message: null,
      request: SHOWN_GENERATE_REQUEST,
      response: [file("Q2t3mJc0V8xkR5bYw1NfZ7uHs9LpEa4D"), file("g6KoTiXr2PqWe8zBvA0nMdUy5SjCh3Fl")],
    },
  };
}

export const SHOWN_ERROR: ErrorAnswer = {
  code: 400,
  message: "Invalid request: The prompt parameter is required",
  error: "INVALID_REQUEST",
};
