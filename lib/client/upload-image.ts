import { codeOfBody, type FaultCode } from "#lib/client/fetch-json";
import { UPLOAD_MAX_BYTES, UPLOAD_PATH } from "#lib/domain/uploads";

type UploadOutcome = { ok: true; url: string } | { ok: false; code: FaultCode };

/** Sends a picture up to our own server; answers with its address there, from `/` on. */
export async function uploadImage(file: Blob, signal: AbortSignal): Promise<UploadOutcome> {
  if (file.size > UPLOAD_MAX_BYTES) return { ok: false, code: "UPLOAD_TOO_LARGE" };
  try {
    const response = await fetch("/api/uploads", { method: "POST", body: file, signal });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) return { ok: false, code: codeOfBody(body) };
    if (typeof body === "object" && body !== null && "url" in body && typeof body.url === "string") {
      if (body.url.startsWith(UPLOAD_PATH)) return { ok: true, url: body.url };
    }
    return { ok: false, code: "INTERNAL" };
  } catch {
    return { ok: false, code: "OFFLINE" };
  }
}
