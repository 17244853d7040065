import { ENGINE_ERROR_STATUS, type EngineErrorCode } from "#lib/contract/error";

/** A refusal in the words of the API: what `{code, message, error}` says to a caller of `/v1`. */
export class ApiError extends Error {
  readonly error: EngineErrorCode;
  readonly headers: Record<string, string>;

  constructor(error: EngineErrorCode, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = "ApiError";
    this.error = error;
    this.headers = headers;
  }

  /** The HTTP status, and the `code` of the body. */
  get status(): number {
    return ENGINE_ERROR_STATUS[this.error];
  }
}
