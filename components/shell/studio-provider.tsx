"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { LIBRARY_KEY, type Library } from "#lib/client/library-cache";
import { MOVING_KEY } from "#lib/client/moving";
import type { GenerationPage, MovingView } from "#lib/contract/studio";

/** Nothing of it is seen: it follows when the page is there. */
const LibraryFeed = lazy(() =>
  import("#components/shell/library-feed").then((feed) => ({ default: feed.LibraryFeed })),
);

interface StudioProviderProps {
  newest: GenerationPage;
  moving: MovingView;
  children: ReactNode;
}

/** The query client of one signed-in page, filled with what the server drew. */
export function StudioProvider({ newest, moving, children }: StudioProviderProps) {
  const [client] = useState(() => {
    const made = new QueryClient();
    made.setQueryData<Library>(LIBRARY_KEY, { pages: [newest], pageParams: [null] });
    made.setQueryData<MovingView>(MOVING_KEY, moving);
    return made;
  });
  return (
    <QueryClientProvider client={client}>
      {children}
      <Suspense>
        <LibraryFeed newest={newest} />
      </Suspense>
    </QueryClientProvider>
  );
}
