"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { LibraryFeed } from "#components/shell/library-feed";
import { LIBRARY_KEY, type Library } from "#lib/client/library-cache";
import type { GenerationPage } from "#lib/contract/studio";

/** The query client of one signed-in page, filled with what the server drew. */
export function StudioProvider({ newest, children }: { newest: GenerationPage; children: ReactNode }) {
  const [client] = useState(() => {
    const made = new QueryClient();
    made.setQueryData<Library>(LIBRARY_KEY, { pages: [newest], pageParams: [null] });
    return made;
  });
  return (
    <QueryClientProvider client={client}>
      {children}
      <LibraryFeed newest={newest} />
    </QueryClientProvider>
  );
}
