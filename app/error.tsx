"use client";

import type { ComponentProps } from "react";
import { CrashSlot } from "#components/crash-slot";

/** Where a whole layout failed, or a page that has no navigation around it. */
export default function AppError(props: ComponentProps<typeof CrashSlot>) {
  return (
    <main className="flex min-h-dvh">
      <CrashSlot {...props} />
    </main>
  );
}
