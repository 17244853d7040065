import "server-only";
import { AppError } from "#lib/domain/app-error";
import { archiveStorage } from "#lib/storage/archive-storage";
import { byteResponse } from "#lib/storage/byte-response";

interface StoredFile {
  storageKey: string;
  mediaType: string;
  etag: string;
  fileName: string;
  /** Who may keep it for how long; by default the browser alone, which asks each time. */
  cacheControl?: string;
}

/** Bytes of the archive never change under their id, but who may see them can: the browser keeps them and asks each time. */
const CACHE_CONTROL = "private, no-cache";

/**
 * Answers with a file of the archive, to show or, with `?download=1`, to save. The caller has checked
 * whose it is. A video in a bucket is answered with a redirect to a link of five minutes; posters pass
 * through us, so that browsers keep them by an address that stays.
 */
export async function storedFileResponse(request: Request, file: StoredFile): Promise<Response> {
  const storage = archiveStorage();
  const { storageKey, mediaType, fileName } = file;
  const wantsDownload = new URL(request.url).searchParams.get("download") === "1";
  const disposition = wantsDownload ? "attachment" : "inline";
  // A link is signed for GET alone: HEAD is answered here.
  if (storage.link && request.method === "GET" && mediaType.startsWith("video/")) {
    const location = await storage.link(storageKey, { mediaType, fileName, disposition });
    return new Response(null, { status: 307, headers: { Location: location, "Cache-Control": "no-store" } });
  }
  return byteResponse(request, {
    cacheControl: CACHE_CONTROL,
    ...file,
    sizeBytes: async () => {
      const sizeBytes = await storage.size(storageKey);
      if (sizeBytes === null) throw new AppError("NOT_FOUND", { detail: `the archive has no ${storageKey}` });
      return sizeBytes;
    },
    disposition,
    read: (range) => storage.read(storageKey, range),
  });
}
