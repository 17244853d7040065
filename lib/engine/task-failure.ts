/** A task that can't succeed however often it is tried; `reason` is what its status will say. */
export class TaskFailure extends Error {
  readonly reason: string;

  constructor(reason: string, cause?: unknown) {
    super(reason, { cause });
    this.name = "TaskFailure";
    this.reason = reason;
  }
}
