"use client";

import { Keyboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { BarButton } from "#components/player/playback-bar";
import { PLAYBACK_KEYS, type PlaybackCommand } from "#lib/client/playback-keys";
import { playbackPreference, preferPlayback } from "#lib/client/playback-preference";

/**
 * The keys of the player but for those of `lacking`, and the switch that turns them off. Where there is no keyboard it
 * is not shown.
 */
export function KeyHelp({ lacking = [] }: { lacking?: readonly PlaybackCommand[] }) {
  const t = useTranslations("player");
  const id = useId();
  const [keys, setKeys] = useState(() => playbackPreference().keys);
  return (
    <>
      <BarButton label={t("keys")} popoverTarget={id} className="pointer-coarse:hidden">
        <Keyboard aria-hidden />
      </BarButton>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t("keys")}
        className="fixed inset-auto right-4 bottom-4 m-0 max-h-[80dvh] w-72 overflow-y-auto rounded-card border border-gray-6 bg-gray-2 p-4 text-gray-12 shadow-float open:animate-rise"
      >
        <h2 className="text-sm font-medium">{t("keys")}</h2>
        <dl className="mt-2">
          {PLAYBACK_KEYS.filter(({ command }) => !lacking.includes(command)).map(({ command, sign }) => (
            <div key={command} className="flex min-h-7 items-center justify-between gap-4 text-xs">
              <dt className="text-gray-11">{t(`commands.${command}`)}</dt>
              <dd className="font-mono">{sign}</dd>
            </div>
          ))}
        </dl>
        <label className="mt-3 flex items-center gap-2 border-t border-gray-6 pt-3 text-xs">
          <input
            type="checkbox"
            checked={keys}
            onChange={(event) => {
              preferPlayback({ keys: event.target.checked });
              setKeys(event.target.checked);
            }}
            className="size-4 accent-accent-9"
          />
          {t("keysOn")}
        </label>
      </div>
    </>
  );
}
