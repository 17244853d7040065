import "server-only";
import { embeddedMemory } from "#lib/engine/embedded-memory";

/** What the status of a task is made of. */
export interface KnownTask {
  accountId: string;
  mode: string;
  prompt: string;
  ratio: string;
  images: string[];
  state: "pending" | "processing" | "completed" | "failed";
  errorMessage: string | null;
  consumedCredits: number;
  createdAt: Date;
  outputIds: string[];
}

const tasks = embeddedMemory<KnownTask>("tasks");

/** The task of this id, from memory where that can't be stale: callers ask for the same one every few seconds. */
export function knownTask(taskId: string, read: () => Promise<KnownTask | null>): Promise<KnownTask | null> {
  return tasks.know(taskId, read);
}

/** Forgets all tasks; call it once a change of one's state is committed. */
export function forgetTasks(): Promise<void> {
  return tasks.forget();
}
