"use client";

import { lazy, Suspense } from "react";
import type { ArchiveNotice as Notice } from "#lib/contract/archive-notice";

const ArchiveNotice = lazy(() =>
  import("#components/shell/archive-notice").then((notice) => ({ default: notice.ArchiveNotice })),
);

/** The place of what must be said about videos that are not saved. */
export function ArchiveNoticeSlot({ initial }: { initial: Notice }) {
  return (
    <Suspense>
      <ArchiveNotice initial={initial} />
    </Suspense>
  );
}
