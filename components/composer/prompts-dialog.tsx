"use client";

import { BookmarkPlus, PencilLine, Search, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { removePromptAction, savePromptAction } from "#app/(studio)/prompt-actions";
import { KeptListNotices } from "#components/composer/kept-list-notices";
import { UndoLine } from "#components/composer/undo-line";
import { VariableFields } from "#components/composer/variable-fields";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { readField } from "#lib/client/credentials";
import { useKeptList } from "#lib/client/use-kept-list";
import { PROMPT_NAME_MAX_CHARACTERS, type SavedPrompt, savedPromptList } from "#lib/contract/prompts";
import { fillVariables, variablesIn } from "#lib/domain/prompt-variables";

const INPUT =
  "h-9 w-full min-w-0 flex-1 rounded-control border border-gray-8 bg-gray-1 px-3 text-base text-gray-12 md:text-sm pointer-coarse:h-10";

interface PromptsDialogProps {
  /** What stands in the prompt bar. */
  current: string;
  onUse: (prompt: string) => void;
  onClose: () => void;
}

/** Prompts under names: find one and use it, save the one in the bar, rename, delete. */
export function PromptsDialog({ current, onUse, onClose }: PromptsDialogProps) {
  const t = useTranslations("prompts");
  const { data, failed, refetch, busy, fault, run } = useKeptList("/api/prompts/saved", savedPromptList);
  const [search, setSearch] = useState("");
  const [filling, setFilling] = useState<SavedPrompt | null>(null);
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  const [renaming, setRenaming] = useState<string | null>(null);
  const [deleted, setDeleted] = useState<SavedPrompt | null>(null);
  const saved = data?.items ?? [];
  const wanted = search.trim().toLowerCase();
  const found = saved.filter(({ name, prompt }) => `${name}\n${prompt}`.toLowerCase().includes(wanted));

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = readField(form, "name").trim();
    if (!name) return;
    // Saving under a name that is there changes what it stands for.
    const id = saved.find((one) => one.name.toLowerCase() === name.toLowerCase())?.id ?? uuidv7();
    if (await run(() => savePromptAction({ id, name, prompt: current }))) form.reset();
  };
  const rename = async (event: FormEvent<HTMLFormElement>, one: SavedPrompt) => {
    event.preventDefault();
    const name = readField(event.currentTarget, "name").trim();
    if (name && (await run(() => savePromptAction({ ...one, name })))) setRenaming(null);
  };
  const remove = async (one: SavedPrompt) => {
    if (await run(() => removePromptAction({ id: one.id }))) setDeleted(one);
  };
  const bringBack = async () => {
    if (deleted && (await run(() => savePromptAction(deleted)))) setDeleted(null);
  };
  const use = (one: SavedPrompt) => {
    if (variablesIn(one.prompt).length === 0) return onUse(one.prompt);
    setValues(new Map());
    setFilling(one);
  };

  if (filling) {
    const filled = fillVariables(filling.prompt, values);
    return (
      <Dialog
        width="wide"
        key="fill"
        title={filling.name}
        onClose={() => setFilling(null)}
        footer={
          <>
            <Button onClick={() => setFilling(null)}>{t("back")}</Button>
            <Button tone="primary" type="submit" form="fill-in">
              {t("use")}
            </Button>
          </>
        }
      >
        <form
          id="fill-in"
          onSubmit={(event) => {
            event.preventDefault();
            onUse(filled);
          }}
        >
          <VariableFields variables={variablesIn(filling.prompt)} values={values} onChange={setValues} />
          <button type="submit" hidden aria-hidden tabIndex={-1} />
        </form>
        <p className="rounded-control bg-gray-3 p-3 text-sm break-words whitespace-pre-line text-gray-11">{filled}</p>
      </Dialog>
    );
  }
  return (
    <Dialog width="wide" key="list" title={t("title")} onClose={onClose}>
      {current.trim() ? (
        <form onSubmit={save} className="flex flex-col gap-2">
          <p className="line-clamp-2 rounded-control bg-gray-3 p-3 text-sm break-words">{current}</p>
          <div className="flex gap-2">
            <input
              name="name"
              required
              maxLength={PROMPT_NAME_MAX_CHARACTERS}
              aria-label={t("name")}
              placeholder={t("name")}
              autoComplete="off"
              className={INPUT}
            />
            <Button type="submit" busy={busy}>
              <BookmarkPlus aria-hidden />
              {t("save")}
            </Button>
          </div>
        </form>
      ) : null}
      <p className="text-xs text-gray-11">{t("help", { plain: "{{subject}}", suggested: "{{subject=a fox}}" })}</p>
      <KeptListNotices fault={fault} failed={failed} onRetry={() => void refetch()} />
      <UndoLine deleted={deleted?.name ?? null} busy={busy} onUndo={bringBack} />
      {saved.length > 4 ? (
        <div className="relative flex items-center">
          <Search aria-hidden className="pointer-events-none absolute left-2.5 size-4 text-gray-11" />
          <input
            type="text"
            inputMode="search"
            aria-label={t("search")}
            placeholder={t("search")}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className={`${INPUT} pl-8`}
          />
        </div>
      ) : null}
      {data && saved.length === 0 && !deleted ? (
        <p className="py-4 text-center text-sm text-gray-11">{t("none")}</p>
      ) : null}
      {saved.length > 0 && found.length === 0 ? <p className="text-sm text-gray-11">{t("nothingFound")}</p> : null}
      <ul aria-label={t("title")} className="flex flex-col">
        {found.map((one) => (
          <li key={one.id} className="flex items-center gap-1 border-b border-gray-6 py-1 last:border-0">
            {renaming === one.id ? (
              <form onSubmit={(event) => rename(event, one)} className="flex flex-1 gap-2">
                <input
                  name="name"
                  required
                  autoFocus
                  defaultValue={one.name}
                  maxLength={PROMPT_NAME_MAX_CHARACTERS}
                  aria-label={t("newName", { name: one.name })}
                  onKeyDown={(event) => {
                    if (event.key !== "Escape") return;
                    event.preventDefault();
                    setRenaming(null);
                  }}
                  className={INPUT}
                />
                <Button type="submit" busy={busy}>
                  {t("rename")}
                </Button>
              </form>
            ) : (
              <>
                <button
                  type="button"
                  aria-label={t("useNamed", { name: one.name })}
                  onClick={() => use(one)}
                  className="min-w-0 flex-1 rounded-control px-2 py-1.5 text-left hover:bg-gray-4"
                >
                  <span className="block truncate text-sm font-medium">{one.name}</span>
                  <span className="line-clamp-2 text-xs break-words text-gray-11">{one.prompt}</span>
                </button>
                <Button
                  tone="quiet"
                  aria-label={t("renameNamed", { name: one.name })}
                  title={t("rename")}
                  onClick={() => setRenaming(one.id)}
                  className="w-9 px-0 pointer-coarse:w-10"
                >
                  <PencilLine aria-hidden />
                </Button>
                <Button
                  tone="quiet"
                  aria-label={t("deleteNamed", { name: one.name })}
                  title={t("delete")}
                  busy={busy}
                  onClick={() => remove(one)}
                  className="w-9 px-0 pointer-coarse:w-10"
                >
                  <Trash2 aria-hidden />
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
