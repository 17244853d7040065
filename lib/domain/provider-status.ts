const STATUS_WORDS: Record<"waiting" | "running" | "succeeded" | "failed", readonly string[]> = {
  waiting: "PENDING QUEUED QUEUING QUEUEING WAIT WAITING SUBMITTED CREATED IN_QUEUE NOT_STARTED STARTING".split(" "),
  running: "IN_PROGRESS PROCESSING RUNNING GENERATING".split(" "),
  succeeded: "COMPLETED COMPLETE SUCCESS SUCCEEDED SUCCEED DONE FINISHED".split(" "),
  failed: "FAILED FAIL FAILURE ERROR GENERATE_FAILED CREATE_TASK_FAILED EXPIRED CANCELED CANCELLED".split(" "),
};

export type TaskState = keyof typeof STATUS_WORDS;

/**
 * What a provider's task is doing, from the words seen in this family of APIs. A word nobody knows
 * means success where links came without an error, and otherwise that it goes on.
 */
export function taskStateOf(task: { status: string | undefined; hasLinks: boolean; hasError: boolean }): TaskState {
  const word = (task.status ?? "")
    .trim()
    .toUpperCase()
    .replace(/[\s-]+/g, "_");
  for (const state of ["waiting", "running", "succeeded", "failed"] as const) {
    if (STATUS_WORDS[state].includes(word)) return state;
  }
  return task.hasLinks && !task.hasError ? "succeeded" : "running";
}
