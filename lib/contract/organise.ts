import { z } from "zod";
import {
  ACTION_MAX_IDS,
  COLLECTION_NAME_MAX_CHARACTERS,
  TAG_MAX_CHARACTERS,
  ZIP_MAX_VIDEOS,
} from "#lib/domain/organise-limits";

const ids = z.array(z.uuid()).max(ACTION_MAX_IDS);
const videoIds = ids.min(1);

/** One line of text without NUL, which no database takes, and without what can't be seen. */
const line = (maxCharacters: number) =>
  z
    .string()
    .transform((text) => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim())
    .pipe(z.string().min(1).max(maxCharacters));

/** Name of a tag; two that differ in case alone are the same. */
export const tagName = line(TAG_MAX_CHARACTERS);
const collectionName = line(COLLECTION_NAME_MAX_CHARACTERS);

/** Input of `markVideos`: what is not named stays. */
export const markInput = z.object({
  videoIds,
  favourite: z.boolean().optional(),
  /** 1 to 5 stars; null takes them away. */
  rating: z.int().min(1).max(5).nullable().optional(),
});
export type MarkInput = z.infer<typeof markInput>;

/** Marks of a video as they were. */
export interface VideoMarks {
  id: string;
  favourite: boolean;
  rating: number | null;
}

/** Input of `tagVideos`: `on` adds the tag, which is made where there is none; otherwise it is taken away. */
export const tagInput = z.object({ videoIds, name: tagName, on: z.boolean() });
export type TagInput = z.infer<typeof tagInput>;

export const renameTagInput = z.object({ name: tagName, newName: tagName });

/** `GET /api/tags`: in alphabetical order, with how many videos have each. */
export const tagList = z.object({ items: z.array(z.object({ name: z.string(), videos: z.int() })) });
export type TagList = z.infer<typeof tagList>;

const collectionView = z.object({
  id: z.uuid(),
  name: z.string(),
  videos: z.int(),
  /** Its latest videos that have a poster, at most four. */
  covers: z.array(z.uuid()),
});
export type CollectionView = z.infer<typeof collectionView>;

/** `GET /api/collections`: in alphabetical order. */
export const collectionList = z.object({ items: z.array(collectionView) });
export type CollectionList = z.infer<typeof collectionList>;

/** `GET /api/videos/<id>/collections`: those that hold it, in alphabetical order. */
export const videoCollections = z.object({ items: z.array(collectionView.pick({ id: true, name: true })) });
export type VideoCollections = z.infer<typeof videoCollections>;

/** Input of `createCollection`; the id is made by the browser, so that the same one twice is one collection. */
export const createCollectionInput = z.object({ id: z.uuid(), name: collectionName });
export const oneCollection = z.object({ collectionId: z.uuid() });
export const renameCollectionInput = oneCollection.extend({ name: collectionName });
export const collectInput = oneCollection.extend({ videoIds, on: z.boolean() });
export type CollectInput = z.infer<typeof collectInput>;

/** Input of what moves into the trash, out of it, or ends it: videos, and generations that have none. */
export const trashInput = z
  .object({ videoIds: ids, generationIds: ids })
  .refine((input) => input.videoIds.length + input.generationIds.length > 0);
export type TrashInput = z.infer<typeof trashInput>;

/** What an action of the trash has moved. Of the rest, some may still be on its way: it stays. */
export interface Trashed {
  videoIds: string[];
  generationIds: string[];
}

const trashItem = z.object({
  /** Of a video, or of a generation that has none. */
  id: z.uuid(),
  isVideo: z.boolean(),
  prompt: z.string(),
  ratio: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  thumbhash: z.string().nullable(),
  hasPoster: z.boolean(),
  sizeBytes: z.int().nullable(),
  deletedAt: z.iso.datetime(),
});
export type TrashItem = z.infer<typeof trashItem>;

/** `GET /api/trash?cursor=`: what was thrown away, the latest first, and how much it is in all. */
export const trashPage = z.object({
  items: z.array(trashItem),
  nextCursor: z.string().nullable(),
  total: z.int(),
  totalBytes: z.number(),
});
export type TrashPage = z.infer<typeof trashPage>;

/**
 * `GET /api/generations/catalogue`: ids and sizes of all videos of what a filter finds. What can be selected
 * and is not drawn is known by it; a generation that ended without a video has an empty list.
 */
export const catalogue = z.object({
  items: z.array(
    z.object({
      generationId: z.uuid(),
      videos: z.array(z.object({ id: z.uuid(), sizeBytes: z.int().nullable() })),
    }),
  ),
});
export type Catalogue = z.infer<typeof catalogue>;

/** Input of `prepareZip`. */
export const zipInput = z.object({ videoIds: z.array(z.uuid()).min(1).max(ZIP_MAX_VIDEOS) });
