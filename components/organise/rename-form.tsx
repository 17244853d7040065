"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";

interface RenameFormProps {
  label: string;
  name: string;
  maxCharacters: number;
  /** What the button says for what is typed. */
  confirmLabel?: (typed: string) => string;
  /** Whether it was done. */
  onRename: (name: string) => Promise<boolean>;
  onClose: () => void;
}

/** A name in a field, to be changed in its place. Escape leaves it as it is. */
export function RenameForm({ label, name, maxCharacters, confirmLabel, onRename, onClose }: RenameFormProps) {
  const t = useTranslations("organise");
  const common = useTranslations("common");
  const [typed, setTyped] = useState(name);
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = typed.trim();
    if (!wanted) return;
    if (wanted === name) return onClose();
    setBusy(true);
    const done = await onRename(wanted);
    setBusy(false);
    if (done) onClose();
  };
  return (
    <form onSubmit={save} className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
      <input
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed.
        autoFocus
        required
        value={typed}
        maxLength={maxCharacters}
        autoComplete="off"
        aria-label={label}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }}
        className="h-8 min-w-32 flex-1 rounded-control border border-gray-8 bg-gray-1 px-2.5 text-sm text-gray-12 pointer-coarse:h-10"
      />
      <Button type="submit" size="small" busy={busy}>
        {confirmLabel?.(typed.trim()) ?? t("rename")}
      </Button>
      <Button size="small" tone="quiet" onClick={onClose}>
        {common("cancel")}
      </Button>
    </form>
  );
}
