"use client";

import { Command, Keyboard, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { LanguageChoice } from "#components/shell/language-choice";
import { ThemeChoice } from "#components/shell/theme-choice";
import { Button } from "#components/ui/button";
import { type Overlay, showOverlay } from "#lib/client/overlay-store";
import { useSignOut } from "#lib/client/use-sign-out";

const ENTRY = "w-full justify-start px-2";

/** Theme, language, what can be done by keys, and the way out. `panelId` is the popover that it stands in. */
export function AccountMenu({ panelId }: { panelId: string }) {
  const t = useTranslations("nav");
  const { leaving, signOut } = useSignOut();
  const open = (overlay: Overlay) => {
    document.getElementById(panelId)?.hidePopover();
    showOverlay(overlay);
  };
  return (
    <>
      <div className="flex flex-col gap-2">
        <ThemeChoice />
        <LanguageChoice />
      </div>
      <div className="mt-2 flex flex-col">
        <Button tone="quiet" onClick={() => open("palette")} className={ENTRY}>
          <Command aria-hidden />
          {t("commands")}
        </Button>
        <Button tone="quiet" onClick={() => open("shortcuts")} className={ENTRY}>
          <Keyboard aria-hidden />
          {t("shortcuts")}
        </Button>
        <Button tone="quiet" busy={leaving} onClick={signOut} className={ENTRY}>
          <LogOut aria-hidden />
          {t("signOut")}
        </Button>
      </div>
    </>
  );
}
