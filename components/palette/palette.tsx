"use client";

import { Command, defaultFilter } from "cmdk";
import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useRef, useState } from "react";
import { PaletteActions, PalettePages } from "#components/palette/palette-actions";
import { PaletteCollections, PalettePrompts, PaletteSearches } from "#components/palette/palette-results";
import { paletteRank } from "#lib/client/palette-rank";

const rank = (id: string, typed: string, words?: string[]) => paletteRank(defaultFilter, id, typed, words);

/** Pages, actions, prompts and saved searches under one field, by keys alone. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useTranslations("palette");
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const chosen = useRef(false);
  const [text, setText] = useState("");
  useEffect(() => {
    if (!dialog.current || dialog.current.open) return;
    dialog.current.showModal();
    // A modal puts the focus on what it finds first, which here is the list around the field.
    field.current?.focus();
  }, []);
  // Closed first: what is chosen may want the focus, or open something of its own.
  const after = (run: () => void) => () => {
    chosen.current = true;
    dialog.current?.close();
    onClose();
    run();
  };
  const closeBeside = (event: MouseEvent) => {
    if (event.target === dialog.current) dialog.current?.close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal without code of ours.
    <dialog
      ref={dialog}
      aria-label={t("title")}
      onClose={() => {
        if (!chosen.current) onClose();
      }}
      onClick={closeBeside}
      className="mx-auto mt-[min(14vh,120px)] mb-auto w-[min(600px,calc(100vw-24px))] overflow-hidden rounded-card border border-gray-7 bg-gray-2 p-0 text-gray-12 shadow-float backdrop:bg-scrim open:animate-rise"
    >
      <Command label={t("title")} filter={rank} loop className="flex max-h-[min(480px,calc(100dvh-120px))] flex-col">
        <div className="relative flex items-center border-b border-gray-6">
          <Search aria-hidden className="pointer-events-none absolute left-4 size-4 text-gray-11" />
          <Command.Input
            ref={field}
            value={text}
            onValueChange={setText}
            placeholder={t("placeholder")}
            maxLength={200}
            className="h-12 w-full bg-transparent pr-4 pl-11 text-base outline-none md:text-sm"
          />
        </div>
        <Command.List label={t("title")} className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-1.5">
          <Command.Empty className="px-3 py-6 text-center text-sm text-gray-11">{t("nothing")}</Command.Empty>
          <PalettePages after={after} />
          <PaletteActions after={after} />
          <PaletteSearches after={after} />
          <PaletteCollections after={after} />
          {/* Last, for it is there for whatever was typed, and the first that fits is what Enter takes. */}
          <PalettePrompts text={text} after={after} />
        </Command.List>
      </Command>
    </dialog>
  );
}
