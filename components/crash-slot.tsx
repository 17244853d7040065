"use client";

import { lazy, Suspense } from "react";
import type { CrashProps } from "#components/crash-page";

const CrashPage = lazy(() => import("#components/crash-page").then((page) => ({ default: page.CrashPage })));

/** The place of a page that failed: none should load what it is not likely to need. */
export function CrashSlot(props: CrashProps) {
  return (
    <Suspense>
      <CrashPage {...props} />
    </Suspense>
  );
}
