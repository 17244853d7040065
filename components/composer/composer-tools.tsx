"use client";

import { Bookmark, Braces, FileSpreadsheet } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComposerDialog } from "#components/composer/composer-dialogs";

const TOOLS = [
  { dialog: "prompts", icon: Bookmark },
  { dialog: "lists", icon: Braces },
  { dialog: "file", icon: FileSpreadsheet },
] as const;

interface ComposerToolsProps {
  panelId: string;
  onShow: (dialog: ComposerDialog) => void;
}

/** What the prompt bar can do besides: saved prompts, lists for wildcards, and prompts from a file. */
export function ComposerTools({ panelId, onShow }: ComposerToolsProps) {
  const t = useTranslations("tools");
  return (
    <ul className="flex flex-col">
      {TOOLS.map(({ dialog, icon: Icon }) => (
        <li key={dialog}>
          <button
            type="button"
            onClick={() => {
              // Closed first: the focus is then on the button that opened it, and comes back there.
              document.getElementById(panelId)?.hidePopover();
              onShow(dialog);
            }}
            className="flex w-full items-center gap-2.5 rounded-control px-2.5 py-2 text-left text-sm hover:bg-gray-4 pointer-coarse:min-h-11"
          >
            <Icon aria-hidden className="size-4 shrink-0 text-gray-11" />
            <span className="min-w-0">
              {t(dialog)}
              <span className="block text-xs text-gray-11">{t(`${dialog}Text`)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
