"use client";

import { LoaderCircle, Play } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { NO_LINEAGE } from "#lib/client/composer-draft";
import { useSubmit } from "#lib/client/use-submit";
import type { ConnectionView } from "#lib/contract/studio";

const EXAMPLES = [
  { name: "fox", ratio: "3:2", ground: "from-[oklch(0.36_0.05_250)] to-[oklch(0.2_0.03_280)]" },
  { name: "city", ratio: "16:9", ground: "from-[oklch(0.33_0.1_330)] to-[oklch(0.2_0.06_270)]" },
  { name: "sea", ratio: "3:2", ground: "from-[oklch(0.42_0.09_60)] to-[oklch(0.24_0.06_20)]" },
] as const;

interface EmptyLibraryProps {
  userId: string;
  connections: readonly ConnectionView[];
}

/** The first look: three prompts that one click draws for free. */
export function EmptyLibrary({ userId, connections }: EmptyLibraryProps) {
  const t = useTranslations("empty");
  const { sending, submit } = useSubmit(userId);
  const [picked, setPicked] = useState<string | null>(null);
  const preview = connections.find(({ kind }) => kind === "preview");
  const isFree = preview?.previewCredits == null;
  return (
    <section className="m-auto flex w-full max-w-[880px] flex-col gap-6 px-4 py-10">
      <div className="text-center">
        <h2 className="text-xl font-semibold tracking-tight">{t("title")}</h2>
        <p className="mx-auto mt-2 max-w-[60ch] text-sm text-balance text-gray-11">
          {t(isFree ? "text" : "meteredText")}
        </p>
      </div>
      {preview ? (
        <ul className="grid gap-3 md:grid-cols-3">
          {EXAMPLES.map(({ name, ratio, ground }) => {
            const busy = sending && picked === name;
            const Icon = busy ? LoaderCircle : Play;
            return (
              <li key={name}>
                <button
                  type="button"
                  disabled={sending}
                  onClick={() => {
                    setPicked(name);
                    const item = { prompt: t(`examples.${name}`), mode: "normal" as const, ratio, imageUrl: "" };
                    void submit({ connection: preview, items: [item], lineage: NO_LINEAGE, origin: null });
                  }}
                  className={`flex h-full min-h-24 w-full flex-col justify-between gap-4 rounded-card bg-linear-to-br p-4 text-left text-[oklch(0.98_0_0)] transition-transform hover:-translate-y-0.5 md:aspect-3/2 ${ground}`}
                >
                  <span className="text-base text-pretty">{t(`examples.${name}`)}</span>
                  <span className="inline-flex items-center gap-1.5 text-xs font-medium">
                    <Icon aria-hidden className={`size-3.5 ${busy ? "animate-spin" : ""}`} />
                    {t(isFree ? "run" : "meteredRun")}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      ) : null}
      <p className="text-center text-xs text-gray-11">
        <Link href="/settings" className="font-medium text-accent-11 underline underline-offset-2">
          {t("addToken")}
        </Link>{" "}
        {t("tokenText")}
      </p>
    </section>
  );
}
