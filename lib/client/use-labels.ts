"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "#lib/client/fetch-json";
import { COLLECTIONS_KEY, TAGS_KEY } from "#lib/client/organise-cache";
import { type CollectionList, collectionList, type TagList, tagList } from "#lib/contract/organise";

/** The tags of the library, with how many videos have each; undefined until they are known. */
export function useTags(drawn?: TagList): TagList["items"] | undefined {
  const { data } = useQuery<TagList>({
    queryKey: TAGS_KEY,
    initialData: drawn,
    queryFn: ({ signal }) => fetchJson("/api/tags", async () => tagList, signal),
  });
  return data?.items;
}

/** The collections of the library; undefined until they are known. `drawn` is what the server has drawn. */
export function useCollections(drawn?: CollectionList): CollectionList["items"] | undefined {
  const { data } = useQuery<CollectionList>({
    queryKey: COLLECTIONS_KEY,
    initialData: drawn,
    queryFn: ({ signal }) => fetchJson("/api/collections", async () => collectionList, signal),
  });
  return data?.items;
}
