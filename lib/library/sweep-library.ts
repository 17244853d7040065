import "server-only";
import { forgetDeletedCollections } from "#lib/library/collections";
import { sweepTrash } from "#lib/library/erase";
import { forgetZips } from "#lib/library/prepare-zip";

/** Ends what has had its time: what is in the trash with its bytes, deleted collections, lists of ZIPs. */
export async function sweepLibrary(): Promise<void> {
  await sweepTrash();
  await forgetDeletedCollections();
  await forgetZips();
}
