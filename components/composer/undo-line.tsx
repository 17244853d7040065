"use client";

import { useTranslations } from "next-intl";

interface UndoLineProps {
  /** Name of what was deleted last; null where nothing was. */
  deleted: string | null;
  busy: boolean;
  onUndo: () => void;
}

/** Says what was deleted, with the way back. */
export function UndoLine({ deleted, busy, onUndo }: UndoLineProps) {
  const t = useTranslations("prompts");
  return (
    <p role="status" className="text-xs text-gray-11 empty:hidden">
      {deleted === null ? null : (
        <>
          {t("deleted", { name: deleted })}{" "}
          <button
            type="button"
            disabled={busy}
            onClick={onUndo}
            className="font-medium text-accent-11 underline underline-offset-2 pointer-coarse:min-h-10"
          >
            {t("undo")}
          </button>
        </>
      )}
    </p>
  );
}
