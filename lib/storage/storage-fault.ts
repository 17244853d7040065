import "server-only";
import { AppError } from "#lib/domain/app-error";

/** Codes of the file system for "no room": of the disk, and of a user's share of it. */
const FULL = ["ENOSPC", "EDQUOT"];
/** Codes of the file system for a disk that is away, read-only, broken or not ours. */
const UNREACHABLE = ["EACCES", "EPERM", "EROFS", "EIO", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EMFILE", "ENFILE"];

/** The code of a fault of the file system, for example `ENOSPC`; empty for any other fault. */
export function errorCode(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/**
 * What a fault means where it is one of a disk: STORAGE_FULL or STORAGE_UNREACHABLE, retryable. Any other
 * comes back as it is.
 */
export function diskFault(error: unknown): unknown {
  const code = errorCode(error);
  if (FULL.includes(code)) return new AppError("STORAGE_FULL", { cause: error, retryable: true, detail: code });
  if (UNREACHABLE.includes(code)) {
    return new AppError("STORAGE_UNREACHABLE", { cause: error, retryable: true, detail: code });
  }
  return error;
}
