import { ERROR_STATUS, type ErrorCode } from "#lib/domain/app-error";

/** Codes that stand on a generation or a video, besides those of requests. */
const OUTCOME_CODES = [
  "PROVIDER_REJECTED",
  "TASK_ADOPTED",
  "PROVIDER_FAILED",
  "NO_OUTPUT",
  "TASK_UNKNOWN",
  "OUTCOME_UNKNOWN",
  "INTERRUPTED",
  "RESTORED",
  "OUT_OF_CREDITS",
  "CONNECTION_DELETED",
  "OFFLINE",
] as const;

/** Every code that has a sentence under `errors`. */
export type SentenceCode = ErrorCode | (typeof OUTCOME_CODES)[number];

/** The code whose sentence is shown for `code`: itself, or `INTERNAL` where we have no sentence of its own. */
export function sentenceCodeOf(code: string): SentenceCode {
  const known = SENTENCE_CODES.find((candidate) => candidate === code);
  return known ?? "INTERNAL";
}

function isErrorCode(code: string): code is ErrorCode {
  return code in ERROR_STATUS;
}

/** All of them, for the lookup and for the test of the translations. */
export const SENTENCE_CODES: readonly SentenceCode[] = [
  ...Object.keys(ERROR_STATUS).filter(isErrorCode),
  ...OUTCOME_CODES,
];
