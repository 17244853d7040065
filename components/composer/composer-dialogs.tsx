"use client";

import { useState } from "react";
import { FileDialog, RowProblems } from "#components/composer/file-dialog";
import { ListsDialog } from "#components/composer/lists-dialog";
import { PromptsDialog } from "#components/composer/prompts-dialog";
import { ReviewDialog } from "#components/composer/review-dialog";
import { type BatchItem, type ComposerDraft, promptsOf } from "#lib/client/composer-draft";
import type { Rows } from "#lib/client/read-rows";
import type { ConnectionView } from "#lib/contract/studio";

/** What can stand over the prompt bar. */
export type ComposerDialog = "review" | "prompts" | "lists" | "file";

interface ComposerDialogsProps {
  shown: ComposerDialog;
  draft: ComposerDraft;
  connection: ConnectionView | undefined;
  confirmAbove: number;
  onChange: (change: Partial<ComposerDraft>) => void;
  onShow: (dialog: ComposerDialog | null) => void;
  /** Buys what was looked at; `fromBar` says whether it is what stands in the bar. */
  onSend: (items: BatchItem[], fromBar: boolean) => void;
}

/** Everything of the prompt bar that is more than the bar, loaded when it is first asked for. */
export function ComposerDialogs(props: ComposerDialogsProps) {
  const { shown, draft, connection, confirmAbove, onChange, onShow, onSend } = props;
  const { mode, ratio, imageUrl } = draft;
  const [rows, setRows] = useState<Rows | null>(null);
  const close = () => {
    setRows(null);
    onShow(null);
  };
  if (shown === "lists") return <ListsDialog onClose={close} />;
  if (shown === "prompts") {
    return (
      <PromptsDialog
        current={draft.prompt}
        onUse={(prompt) => {
          onChange({ prompt });
          close();
        }}
        onClose={close}
      />
    );
  }
  if (shown === "file" && !rows) {
    return <FileDialog defaults={{ mode, ratio, imageUrl }} onRead={setRows} onClose={close} />;
  }
  if (!connection) return null;
  const templates = rows?.items ?? promptsOf(draft).map((prompt) => ({ prompt, mode, ratio, imageUrl }));
  return (
    <ReviewDialog
      templates={templates}
      count={rows ? 1 : draft.count}
      seed={draft.seed}
      connection={connection}
      confirmAbove={confirmAbove}
      mixed={rows !== null}
      problems={rows ? <RowProblems problems={rows.problems} /> : null}
      onReroll={() => onChange({ seed: draft.seed + 1 })}
      onOpenLists={() => onShow("lists")}
      onSend={(items) => {
        close();
        onSend(items, rows === null);
      }}
      onClose={close}
    />
  );
}
