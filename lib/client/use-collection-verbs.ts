"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import {
  createCollectionAction,
  deleteCollectionAction,
  renameCollectionAction,
  restoreCollectionAction,
} from "#app/(studio)/library-actions";
import { COLLECTIONS_KEY, renewIndexes } from "#lib/client/organise-cache";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { ActionResult } from "#lib/contract/action";
import type { CollectionList } from "#lib/contract/organise";

/** What can be done with collections. Each waits for the server and tells whether it was done. */
export function useCollectionVerbs() {
  const t = useTranslations("organise");
  const client = useQueryClient();
  const fault = useFaultToast();

  const run = async (call: () => Promise<ActionResult<CollectionList>>): Promise<boolean> => {
    const outcome = await runAction(call);
    if (outcome.ok) client.setQueryData<CollectionList>(COLLECTIONS_KEY, outcome.data);
    else fault(outcome.code);
    return outcome.ok;
  };
  const restore = async (collectionId: string) => {
    if (await run(() => restoreCollectionAction({ collectionId }))) await renewIndexes(client, true);
  };
  return {
    create: (collection: { id: string; name: string }) => run(() => createCollectionAction(collection)),
    rename: (collectionId: string, name: string) => run(() => renameCollectionAction({ collectionId, name })),
    remove: async ({ id, name }: { id: string; name: string }): Promise<boolean> => {
      if (!(await run(() => deleteCollectionAction({ collectionId: id })))) return false;
      void renewIndexes(client, true);
      const action = { label: t("undo"), run: () => void restore(id) };
      showToast({ tone: "plain", text: t("collectionDeleted", { name }), action });
      return true;
    },
  };
}
