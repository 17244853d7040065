"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { ComparePane } from "#components/compare/compare-pane";
import { KeyHelp } from "#components/player/key-help";
import { PlaybackBar } from "#components/player/playback-bar";
import { useConnectionName } from "#lib/client/use-connection-name";
import { usePlaybackKeys } from "#lib/client/use-playback-keys";
import { useSyncedPlayback } from "#lib/client/use-synced-playback";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { COMPARE_MIN } from "#lib/domain/compare";
import { frameRateOf } from "#lib/domain/frames";
import { isMode } from "#lib/domain/modes";
import { wordDiff } from "#lib/domain/word-diff";

const COLUMNS = ["", "", "sm:grid-cols-2", "grid-cols-2 lg:grid-cols-3", "grid-cols-2 xl:grid-cols-4"];

interface CompareRoomProps {
  /** Two to four. */
  entries: readonly { generation: GenerationView; video: VideoView }[];
}

/** Videos side by side, by one clock and one bar, each with what sets it apart. */
export function CompareRoom({ entries }: CompareRoomProps) {
  const t = useTranslations("compare");
  const composer = useTranslations("composer");
  const locale = useLocale();
  const router = useRouter();
  const connectionName = useConnectionName();
  const box = useRef<HTMLDivElement>(null);
  const rates = entries.map(({ video }) => frameRateOf(video));
  const finest = rates.reduce((best, rate) => (rate.perSecond > best.perSecond ? rate : best));
  const durations = entries.map(({ video }) => video.durationSeconds ?? 0);
  const playback = useSyncedPlayback(box, { durations, framesPerSecond: finest.perSecond });
  usePlaybackKeys(playback);

  const prompts = wordDiff(
    entries.map(({ generation }) => generation.prompt),
    locale,
  );
  const told = entries.map(({ generation: { mode, ratio, connection, videos }, video }) => [
    isMode(mode) ? composer(`modes.${mode}`) : mode,
    ratio,
    connection.kind === "preview" ? connectionName({ kind: "preview" }) : connection.name,
    video.durationSeconds === null ? "" : t("seconds", { seconds: video.durationSeconds }),
    videos.length > 1 ? t("take", { number: video.number }) : "",
  ]);
  const differs = (fact: number) => new Set(told.map((facts) => facts[fact])).size > 1;
  const without = (id: string) => () => {
    const left = entries.flatMap(({ video }) => (video.id === id ? [] : [video.id]));
    router.replace(`/compare?ids=${left.join(",")}`);
  };
  return (
    <div className="flex flex-col gap-3">
      <div ref={box} className={`grid items-start gap-3 ${COLUMNS[entries.length] ?? ""}`}>
        {entries.map(({ generation, video }, place) => (
          <ComparePane
            key={video.id}
            generation={generation}
            video={video}
            prompt={prompts[place] ?? []}
            facts={(told[place] ?? []).filter((fact, index) => fact !== "" && differs(index))}
            number={place + 1}
            onRemove={entries.length > COMPARE_MIN ? without(video.id) : undefined}
          />
        ))}
      </div>
      <div className="sticky bottom-[calc(56px+env(safe-area-inset-bottom))] z-10 -mx-1 rounded-card border border-gray-6 bg-gray-2 p-1.5 shadow-float md:bottom-3">
        <PlaybackBar playback={playback} rate={finest}>
          <KeyHelp lacking={["fullscreen", "pictureInPicture"]} />
        </PlaybackBar>
      </div>
    </div>
  );
}
