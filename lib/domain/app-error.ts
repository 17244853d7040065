/**
 * Every way an operation can end badly that a person is told about. Each code has one sentence in
 * English and Chinese under `errors` in `lib/i18n/messages`, and one HTTP status here.
 */
export const ERROR_STATUS = {
  UNAUTHENTICATED: 401,
  WRONG_CREDENTIALS: 401,
  FORBIDDEN: 403,
  SIGNUP_CLOSED: 403,
  SIGNUP_CODE_INVALID: 403,
  ORIGIN_REFUSED: 403,
  NOT_FOUND: 404,
  TASK_NOT_KNOWN: 404,
  EMAIL_TAKEN: 409,
  CONFLICT: 409,
  SEARCHES_FULL: 409,
  SHARES_FULL: 409,
  SHARE_LOCKED: 401,
  SHARE_PASSWORD_WRONG: 401,
  SHARE_EXPIRED: 410,
  NAME_TAKEN: 409,
  PROMPTS_FULL: 409,
  TAGS_FULL: 409,
  COLLECTIONS_FULL: 409,
  INVALID_INPUT: 400,
  FILE_NAME_TEMPLATE_INVALID: 400,
  PROMPT_EMPTY: 400,
  PROMPT_TOO_LONG: 400,
  MODE_UNKNOWN: 400,
  RATIO_UNKNOWN: 400,
  IMAGE_URL_INVALID: 400,
  IMAGE_URL_PRIVATE: 400,
  UPLOAD_TOO_LARGE: 413,
  UPLOAD_NOT_AN_IMAGE: 415,
  UPLOADS_FULL: 409,
  UPLOAD_GONE: 410,
  UPLOAD_NOT_PUBLIC: 409,
  TOKEN_INVALID: 400,
  CONNECTION_MISSING: 409,
  CONNECTION_HAS_NO_TOKEN: 409,
  TOKEN_REFUSED: 400,
  PROVIDER_UNREACHABLE: 502,
  PROVIDER_UNREADABLE: 502,
  PROVIDER_LIMITED: 429,
  TOO_MANY_REQUESTS: 429,
  RANGE_NOT_SATISFIABLE: 416,
  INVALID_VIDEO: 422,
  VIDEO_TOO_LARGE: 413,
  FRAME_NOT_DECODED: 422,
  CHAIN_NOT_READY: 409,
  CLIPS_GONE: 410,
  STITCH_FAILED: 500,
  DOWNLOAD_REFUSED: 502,
  DOWNLOAD_GONE: 410,
  DOWNLOAD_FAILED: 502,
  STORAGE_FULL: 507,
  STORAGE_UNREACHABLE: 503,
  RENDER_FAILED: 500,
  INTERNAL: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

interface AppErrorOptions {
  /** What went wrong underneath; logged, never shown. */
  cause?: unknown;
  /** Whether the same call can work later without anybody changing anything. */
  retryable?: boolean;
  /** Seconds to wait before the same call makes sense again. */
  retryAfterSeconds?: number;
  /** An internal sentence for the log; defaults to the code. */
  detail?: string;
}

/** The one error that verbs throw. Doors convert it once, in `lib/http`; everything else is masked as INTERNAL. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.detail ? `${code}: ${options.detail}` : code, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }

  /** The HTTP status that a route answers with. */
  get status(): number {
    return ERROR_STATUS[this.code];
  }
}
