"use server";

import { z } from "zod";
import {
  collectInput,
  createCollectionInput,
  markInput,
  oneCollection,
  renameCollectionInput,
  renameTagInput,
  tagInput,
  tagName,
  trashInput,
  zipInput,
} from "#lib/contract/organise";
import { action } from "#lib/http/action";
import { collectVideos } from "#lib/library/collect-videos";
import { createCollection, deleteCollection, renameCollection, restoreCollection } from "#lib/library/collections";
import { emptyTrash, eraseNow } from "#lib/library/erase";
import { markVideos } from "#lib/library/mark-videos";
import { prepareZip } from "#lib/library/prepare-zip";
import { tagVideos } from "#lib/library/tag-videos";
import { deleteTag, renameTag } from "#lib/library/tags";
import { moveToTrash, restoreFromTrash } from "#lib/library/trash";

export const markVideosAction = action("markVideosAction", markInput, (input, { user }) => markVideos(user.id, input));

export const tagVideosAction = action("tagVideosAction", tagInput, (input, { user }) => tagVideos(user.id, input));

export const renameTagAction = action("renameTagAction", renameTagInput, (input, { user }) =>
  renameTag(user.id, input),
);

export const deleteTagAction = action("deleteTagAction", z.object({ name: tagName }), ({ name }, { user }) =>
  deleteTag(user.id, name),
);

export const createCollectionAction = action("createCollectionAction", createCollectionInput, (input, { user }) =>
  createCollection(user.id, input),
);

export const renameCollectionAction = action(
  "renameCollectionAction",
  renameCollectionInput,
  ({ collectionId, name }, { user }) => renameCollection(user.id, collectionId, name),
);

export const deleteCollectionAction = action("deleteCollectionAction", oneCollection, ({ collectionId }, { user }) =>
  deleteCollection(user.id, collectionId),
);

export const restoreCollectionAction = action("restoreCollectionAction", oneCollection, ({ collectionId }, { user }) =>
  restoreCollection(user.id, collectionId),
);

export const collectVideosAction = action("collectVideosAction", collectInput, (input, { user }) =>
  collectVideos(user.id, input),
);

export const moveToTrashAction = action("moveToTrashAction", trashInput, (input, { user }) =>
  moveToTrash(user.id, input),
);

export const restoreAction = action("restoreAction", trashInput, (input, { user }) => restoreFromTrash(user.id, input));

export const eraseNowAction = action("eraseNowAction", trashInput, (input, { user }) => eraseNow(user.id, input));

export const emptyTrashAction = action("emptyTrashAction", z.undefined(), (_, { user }) => emptyTrash(user.id));

export const prepareZipAction = action("prepareZipAction", zipInput, ({ videoIds }, { user }) =>
  prepareZip(user.id, videoIds),
);
