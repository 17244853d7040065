/**
 * Why videos can't be saved for the whole installation. `disk_full`: nothing more is downloaded, since
 * there is no room. `storage_unreachable`: downloads go on, and what is whole waits on the local disk.
 */
export const ARCHIVE_PAUSES = ["disk_full", "storage_unreachable"] as const;
export type ArchivePause = (typeof ARCHIVE_PAUSES)[number];
