"use client";

import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { generationsOf } from "#lib/client/library-cache";
import { useLibrary } from "#lib/client/use-library";
import type { LineageNode } from "#lib/contract/lineage";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { COMPARE_MAX } from "#lib/domain/compare";

/** Recent videos that are offered. */
const RECENT_MAX = 24;

interface ComparePickerProps {
  generation: GenerationView;
  video: VideoView;
  family: readonly LineageNode[];
  onClose: () => void;
}

interface Offer {
  id: string;
  name: string;
}

/** Choice of up to three videos to stand beside one: its other takes, its family, what was made lately. */
export function ComparePicker({ generation, video, family, onClose }: ComparePickerProps) {
  const t = useTranslations("compare");
  const common = useTranslations("common");
  const router = useRouter();
  const { data } = useLibrary();
  const [chosen, setChosen] = useState<readonly string[]>([]);

  const seen = new Set([video.id]);
  const fresh = (offers: Offer[]) => offers.filter(({ id }) => !seen.has(id) && seen.add(id));
  const ready = (view: GenerationView): Offer[] =>
    view.videos.flatMap(({ id, number, archiveState }) =>
      archiveState === "ready" ? [{ id, name: t("offer", { prompt: view.prompt.slice(0, 80), number }) }] : [],
    );
  const groups = [
    { title: t("takes"), offers: fresh(ready(generation)) },
    {
      title: t("family"),
      offers: fresh(
        family.flatMap(({ videoId, hasPoster, prompt }) =>
          videoId && hasPoster ? [{ id: videoId, name: t("offer", { prompt: prompt.slice(0, 80), number: 1 }) }] : [],
        ),
      ),
    },
    { title: t("recent"), offers: fresh(generationsOf(data).flatMap(ready)).slice(0, RECENT_MAX) },
  ].filter(({ offers }) => offers.length > 0);
  const isFull = chosen.length >= COMPARE_MAX - 1;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id].slice(0, COMPARE_MAX - 1));
  return (
    <Dialog
      title={t("pickTitle")}
      width="wide"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button
            tone="primary"
            aria-disabled={chosen.length === 0}
            onClick={() => {
              if (chosen.length > 0) router.push(`/compare?ids=${[video.id, ...chosen].join(",")}`);
            }}
          >
            {t("start", { count: chosen.length + 1 })}
          </Button>
        </>
      }
    >
      <p className="text-xs text-gray-11">{t("pickText")}</p>
      {groups.length === 0 ? <p className="text-sm text-gray-11">{t("nothing")}</p> : null}
      {groups.map(({ title, offers }) => (
        <fieldset key={title}>
          <legend className="mb-2 text-xs font-medium text-gray-11">{title}</legend>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(92px,1fr))] gap-2">
            {offers.map(({ id, name }) => (
              <label
                key={id}
                title={name}
                className={`relative block aspect-square overflow-hidden rounded-control bg-gray-4 outline-offset-2 has-checked:outline-2 has-checked:outline-accent-9 has-focus-visible:outline-2 has-focus-visible:outline-accent-9 ${isFull && !chosen.includes(id) ? "opacity-40" : ""}`}
              >
                <input
                  type="checkbox"
                  aria-label={name}
                  checked={chosen.includes(id)}
                  disabled={isFull && !chosen.includes(id)}
                  onChange={() => toggle(id)}
                  className="absolute inset-0 z-10 size-full cursor-pointer opacity-0"
                />
                <img src={`/api/videos/${id}/poster`} alt="" loading="lazy" className="size-full object-cover" />
                {chosen.includes(id) ? (
                  <span className="absolute top-1.5 right-1.5 flex size-6 items-center justify-center rounded-full bg-accent-9 text-on-accent">
                    <Check aria-hidden className="size-4" />
                  </span>
                ) : null}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </Dialog>
  );
}
