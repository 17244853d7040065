"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "#components/ui/dialog";
import { controlName, SHORTCUT_PLACES, shortcutLines } from "#lib/client/shortcuts";

const KEY = "rounded-[4px] border border-gray-7 bg-gray-3 px-1.5 py-0.5 font-mono text-xs text-gray-12";

/** Everything that can be done by keys, by where it works. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("shortcuts");
  const lines = shortcutLines();
  const control = controlName(navigator.platform);
  return (
    <Dialog title={t("title")} onClose={onClose}>
      <div className="flex flex-col gap-5">
        {SHORTCUT_PLACES.map((place) => (
          <section key={place} aria-label={t(`places.${place}`)}>
            <h3 className="mb-1 text-xs font-medium text-gray-11">{t(`places.${place}`)}</h3>
            <dl className="flex flex-col divide-y divide-gray-6">
              {lines
                .filter((line) => line.place === place)
                .map(({ what, signs, withControl, withAlt }) => (
                  <div key={what} className="flex items-center justify-between gap-4 py-1.5">
                    <dt className="text-sm">{t(`keys.${what}`)}</dt>
                    <dd className="flex shrink-0 gap-1">
                      {withControl ? <kbd className={KEY}>{control}</kbd> : null}
                      {withAlt ? <kbd className={KEY}>{control === "⌘" ? "⌥" : "Alt"}</kbd> : null}
                      {signs.map((sign) => (
                        <kbd key={sign} className={KEY}>
                          {sign}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
