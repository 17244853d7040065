"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  collectVideosAction,
  markVideosAction,
  moveToTrashAction,
  prepareZipAction,
  restoreAction,
  tagVideosAction,
} from "#app/(studio)/library-actions";
import {
  COLLECTIONS_KEY,
  dropTrashed,
  forgetFacts,
  knownVideos,
  patchVideos,
  renewIndexes,
  TAGS_KEY,
  TRASH_KEY,
} from "#lib/client/organise-cache";
import { runAction } from "#lib/client/run-action";
import { partsOf, runInParts } from "#lib/client/run-in-parts";
import type { Target } from "#lib/client/selection-store";
import { showToast } from "#lib/client/toast-store";
import { trashParts } from "#lib/client/trash-parts";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { ActionResult } from "#lib/contract/action";
import type { MarkInput, Trashed, VideoMarks } from "#lib/contract/organise";
import type { VideoView } from "#lib/contract/studio";
import { ACTION_MAX_IDS, ZIP_MAX_VIDEOS } from "#lib/domain/organise-limits";

type Mark = Pick<MarkInput, "favourite" | "rating">;

const idsOf = (targets: readonly Target[], isVideo: boolean) =>
  targets.filter((target) => target.isVideo === isVideo).map(({ id }) => id);

const joined = (answers: readonly Trashed[]): Trashed => ({
  videoIds: answers.flatMap(({ videoIds }) => videoIds),
  generationIds: answers.flatMap(({ generationIds }) => generationIds),
});

/** With the tag, or without it, whatever its case; in alphabetical order. */
function withTag(tags: readonly string[], name: string, on: boolean): string[] {
  const rest = tags.filter((tag) => tag.toLowerCase() !== name.toLowerCase());
  return on ? [...rest, name].sort((a, b) => a.localeCompare(b)) : rest;
}

/** Former marks by what they were, so that many are given back by few actions. */
function byMark(before: readonly VideoMarks[], mark: Mark): { mark: Mark; videoIds: string[] }[] {
  const groups = new Map<string, { mark: Mark; videoIds: string[] }>();
  for (const { id, favourite, rating } of before) {
    const was: Mark = mark.favourite === undefined ? { rating } : { favourite };
    const group = groups.get(JSON.stringify(was)) ?? { mark: was, videoIds: [] };
    group.videoIds.push(id);
    groups.set(JSON.stringify(was), group);
  }
  return [...groups.values()];
}

/**
 * What a person can do to put a library in order. Marks and tags show at once and go back, with a sentence,
 * where the server refuses them; what takes something away can be undone. Each tells whether it was done.
 */
export function useOrganise() {
  const t = useTranslations("organise");
  const client = useQueryClient();
  const router = useRouter();
  const fault = useFaultToast();

  const undoable = (text: string, run: () => void) =>
    showToast({ tone: "plain", text, action: { label: t("undo"), run } });

  /** Shows `patch` at once, makes the action part by part, and takes back what was not done. */
  const patched = async <T>(
    videoIds: readonly string[],
    patch: (video: VideoView) => Partial<VideoView>,
    call: (part: string[]) => Promise<ActionResult<T>>,
  ) => {
    const before = knownVideos(client, new Set(videoIds));
    patchVideos(client, new Set(videoIds), patch);
    const outcome = await runInParts(partsOf(videoIds), call);
    if (outcome.fault) {
      const left = new Set(videoIds.slice(outcome.answers.length * ACTION_MAX_IDS));
      patchVideos(client, left, (video) => before.get(video.id) ?? {});
      fault(outcome.fault.code);
    }
    void renewIndexes(client, true);
    return outcome;
  };

  const setMark = async (videoIds: readonly string[], mark: Mark): Promise<VideoMarks[] | null> => {
    const outcome = await patched<VideoMarks[]>(
      videoIds,
      () => mark,
      (part) => markVideosAction({ videoIds: part, ...mark }),
    );
    return outcome.fault ? null : outcome.answers.flat();
  };

  const mark = async (videoIds: readonly string[], wanted: Mark): Promise<boolean> => {
    const before = await setMark(videoIds, wanted);
    if (!before) return false;
    const { favourite, rating } = wanted;
    const count = videoIds.length;
    const text =
      favourite === undefined
        ? t("rated", { count, stars: rating ?? 0 })
        : t(favourite ? "starred" : "unstarred", { count });
    if (count === 1 && (favourite || rating)) showToast({ tone: "good", text, spokenOnly: true });
    else if (before.length > 0) {
      undoable(text, async () => {
        for (const { mark: was, videoIds: ids } of byMark(before, wanted)) await setMark(ids, was);
      });
    }
    return true;
  };

  const setTag = async (videoIds: readonly string[], name: string, on: boolean): Promise<string[] | null> => {
    const outcome = await patched<{ changed: string[] }>(
      videoIds,
      ({ tags }) => ({ tags: withTag(tags, name, on) }),
      (part) => tagVideosAction({ videoIds: part, name, on }),
    );
    void client.invalidateQueries({ queryKey: TAGS_KEY });
    return outcome.fault ? null : outcome.answers.flatMap(({ changed }) => changed);
  };

  const tag = async (videoIds: readonly string[], name: string, on: boolean): Promise<boolean> => {
    const changed = await setTag(videoIds, name, on);
    if (!changed) return false;
    if (changed.length > 0) {
      undoable(t(on ? "tagged" : "untagged", { count: changed.length, name }), () => void setTag(changed, name, !on));
    }
    return true;
  };

  const setCollected = async (
    collectionId: string,
    videoIds: readonly string[],
    on: boolean,
  ): Promise<string[] | null> => {
    const outcome = await runInParts(partsOf(videoIds), (part) =>
      collectVideosAction({ collectionId, videoIds: part, on }),
    );
    if (outcome.fault) fault(outcome.fault.code);
    await Promise.all([client.invalidateQueries({ queryKey: COLLECTIONS_KEY }), renewIndexes(client, true)]);
    return outcome.fault ? null : outcome.answers.flatMap(({ changed }) => changed);
  };

  const collect = async (
    collection: { id: string; name: string },
    videoIds: readonly string[],
    on: boolean,
  ): Promise<boolean> => {
    const changed = await setCollected(collection.id, videoIds, on);
    if (!changed) return false;
    const text = t(on ? "collected" : "uncollected", { count: changed.length, name: collection.name });
    if (changed.length === 0) showToast({ tone: "plain", text: t("collectedAlready", { name: collection.name }) });
    else undoable(text, () => void setCollected(collection.id, changed, !on));
    return true;
  };

  const renewAll = async () => {
    await Promise.all([
      renewIndexes(client, false),
      client.invalidateQueries({ queryKey: TRASH_KEY }),
      client.invalidateQueries({ queryKey: COLLECTIONS_KEY }),
      client.invalidateQueries({ queryKey: TAGS_KEY }),
    ]);
  };

  const restore = async (trashed: Trashed): Promise<boolean> => {
    const outcome = await runInParts(trashParts(trashed), restoreAction);
    if (outcome.fault) fault(outcome.fault.code);
    // Views of what had some of its videos left lack those that are back.
    forgetFacts(client);
    router.refresh();
    await renewAll();
    if (!outcome.fault) showToast({ tone: "good", text: t("restored", { count: countOf(joined(outcome.answers)) }) });
    return !outcome.fault;
  };

  const countOf = ({ videoIds, generationIds }: Trashed) => videoIds.length + generationIds.length;

  const trash = async (targets: readonly Target[]): Promise<boolean> => {
    const wanted = { videoIds: idsOf(targets, true), generationIds: idsOf(targets, false) };
    const outcome = await runInParts(trashParts(wanted), moveToTrashAction);
    const moved = joined(outcome.answers);
    await renewAll();
    dropTrashed(client, moved);
    const count = countOf(moved);
    if (count > 0) undoable(t("trashed", { count }), () => void restore(moved));
    if (outcome.fault) fault(outcome.fault.code);
    else if (count < targets.length)
      showToast({ tone: "plain", text: t("notTrashed", { count: targets.length - count }) });
    return !outcome.fault;
  };

  const download = async (videoIds: readonly string[]): Promise<boolean> => {
    if (videoIds.length > ZIP_MAX_VIDEOS) {
      showToast({ tone: "bad", text: t("zipTooMany", { most: ZIP_MAX_VIDEOS }) });
      return false;
    }
    const outcome = await runAction(() => prepareZipAction({ videoIds: [...videoIds] }));
    if (!outcome.ok) {
      fault(outcome.code);
      return false;
    }
    const link = document.createElement("a");
    link.href = `/api/zip/${outcome.data.zipId}`;
    link.download = "";
    link.click();
    showToast({ tone: "good", text: t("zipBegun", { count: videoIds.length }) });
    return true;
  };

  return { mark, tag, collect, trash, restore, download, renewAll };
}
