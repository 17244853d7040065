"use client";

import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "#lib/client/fetch-json";
import { COLLECTIONS_KEY, TAGS_KEY } from "#lib/client/organise-cache";
import {
  type CollectionList,
  collectionList,
  type TagList,
  tagList,
  type VideoCollections,
  videoCollections,
} from "#lib/contract/organise";

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

/** The collections that hold a video; undefined until they are known. `drawn` is what the server has drawn. */
export function useVideoCollections(videoId: string, drawn?: VideoCollections): VideoCollections["items"] | undefined {
  const { data } = useQuery<VideoCollections>({
    queryKey: [...COLLECTIONS_KEY, "of", videoId],
    initialData: drawn,
    queryFn: ({ signal }) => fetchJson(`/api/videos/${videoId}/collections`, async () => videoCollections, signal),
  });
  return data?.items;
}
