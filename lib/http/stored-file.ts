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

/** Answers with a file of the archive, to show or, with `?download=1`, to save. The caller has checked whose it is. */
export async function storedFileResponse(request: Request, file: StoredFile): Promise<Response> {
  const storage = archiveStorage();
  const sizeBytes = await storage.size(file.storageKey);
  if (sizeBytes === null) throw new AppError("NOT_FOUND", { detail: `the archive has no ${file.storageKey}` });
  const wantsDownload = new URL(request.url).searchParams.get("download") === "1";
  return byteResponse(request, {
    cacheControl: CACHE_CONTROL,
    ...file,
    sizeBytes,
    disposition: wantsDownload ? "attachment" : "inline",
    read: (range) => storage.read(file.storageKey, range),
  });
}
