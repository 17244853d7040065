import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";

/** What a page wants of the answer that it is drawn into. */
interface Answer {
  status?: number;
}

declare global {
  var reelkeepAnswers: AsyncLocalStorage<Answer> | undefined;
}

/** One for all copies of this module: the start of requests and pages are loaded apart. */
function answers(): AsyncLocalStorage<Answer> {
  globalThis.reelkeepAnswers ??= new AsyncLocalStorage<Answer>();
  return globalThis.reelkeepAnswers;
}

/** At the start of a request: what follows from it can say with which status it is answered. */
export function beginAnswer(): Answer {
  const answer: Answer = {};
  answers().enterWith(answer);
  return answer;
}

/** Has the page that is being drawn answered with a status that Next.js has no function for, for example 410 Gone. */
export function answerWith(status: number): void {
  const answer = answers().getStore();
  if (answer) answer.status = status;
}
