"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { removeWildcardListAction, saveWildcardListAction } from "#app/(studio)/prompt-actions";
import { KeptListNotices } from "#components/composer/kept-list-notices";
import { UndoLine } from "#components/composer/undo-line";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { readField } from "#lib/client/credentials";
import { useWildcardLists } from "#lib/client/use-wildcard-lists";
import { PROMPT_NAME_MAX_CHARACTERS, type WildcardList } from "#lib/contract/prompts";
import { LIST_NAME } from "#lib/domain/wildcard-marks";

/** Lists of phrases for wildcards: name and lines of each. */
export function ListsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("lists");
  const { data, failed, refetch, busy, fault, run } = useWildcardLists();
  const linesId = useId();
  const [editing, setEditing] = useState<WildcardList | null>(null);
  const [deleted, setDeleted] = useState<WildcardList | null>(null);
  const [badName, setBadName] = useState(false);
  const lists = data?.items ?? [];

  const edit = (list: WildcardList | null) => {
    setBadName(false);
    setEditing(list);
  };
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = readField(form, "name").trim();
    const lines = readField(form, "lines")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
    if (!LIST_NAME.test(name)) return setBadName(true);
    if (editing && (await run(() => saveWildcardListAction({ id: editing.id, name, lines })))) edit(null);
  };
  const remove = async (list: WildcardList) => {
    if (await run(() => removeWildcardListAction({ id: list.id }))) setDeleted(list);
  };
  const bringBack = async () => {
    if (deleted && (await run(() => saveWildcardListAction(deleted)))) setDeleted(null);
  };
  const notices = <KeptListNotices fault={fault} failed={failed} onRetry={() => void refetch()} />;

  if (editing) {
    return (
      <Dialog
        width="wide"
        key="edit"
        title={editing.name ? `__${editing.name}__` : t("new")}
        onClose={() => edit(null)}
        footer={
          <>
            <Button onClick={() => edit(null)}>{t("back")}</Button>
            <Button tone="primary" type="submit" form="edit-list" busy={busy}>
              {t("save")}
            </Button>
          </>
        }
      >
        {notices}
        <form id="edit-list" onSubmit={save} className="flex flex-col gap-4">
          <Field
            label={t("name")}
            name="name"
            required
            data-focus-first
            autoComplete="off"
            maxLength={PROMPT_NAME_MAX_CHARACTERS}
            defaultValue={editing.name}
            hint={t("nameHint")}
            error={badName ? t("nameBad") : null}
          />
          <div className="flex flex-col gap-1.5">
            <label htmlFor={linesId} className="text-xs font-medium">
              {t("lines")}
            </label>
            <textarea
              id={linesId}
              name="lines"
              required
              rows={10}
              defaultValue={editing.lines.join("\n")}
              placeholder={t("linesPlaceholder")}
              className="w-full rounded-control border border-gray-8 bg-gray-1 px-3 py-2 text-base md:text-sm"
            />
          </div>
        </form>
      </Dialog>
    );
  }
  return (
    <Dialog
      width="wide"
      key="list"
      title={t("title")}
      onClose={onClose}
      footer={
        <Button onClick={() => edit({ id: uuidv7(), name: "", lines: [] })}>
          <Plus aria-hidden />
          {t("new")}
        </Button>
      }
    >
      <p className="text-xs text-gray-11">
        {t("help", { choice: "{red|blue}", two: "{2$$a|b|c}", list: "__cities__" })}
      </p>
      {notices}
      <UndoLine deleted={deleted?.name ?? null} busy={busy} onUndo={bringBack} />
      {data && lists.length === 0 && !deleted ? (
        <p className="py-4 text-center text-sm text-gray-11">{t("none")}</p>
      ) : null}
      <ul aria-label={t("title")} className="flex flex-col">
        {lists.map((list) => (
          <li key={list.id} className="flex items-center gap-1 border-b border-gray-6 py-1 last:border-0">
            <button
              type="button"
              aria-label={t("editNamed", { name: list.name })}
              onClick={() => edit(list)}
              className="min-w-0 flex-1 rounded-control px-2 py-1.5 text-left hover:bg-gray-4"
            >
              <span className="block truncate font-mono text-sm">__{list.name}__</span>
              <span className="line-clamp-1 text-xs break-words text-gray-11">
                {t("count", { count: list.lines.length })} · {list.lines.slice(0, 8).join(", ")}
              </span>
            </button>
            <Button
              tone="quiet"
              aria-label={t("deleteNamed", { name: list.name })}
              title={t("delete")}
              busy={busy}
              onClick={() => remove(list)}
              className="w-9 px-0 pointer-coarse:w-10"
            >
              <Trash2 aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
