"use client";

import { Pause, Play, Repeat, StepBack, StepForward, Volume2, VolumeX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { keyOf, type PlaybackCommand, RATES } from "#lib/client/playback-keys";
import type { Playback } from "#lib/client/use-playback";
import { type FrameRate, frameAt } from "#lib/domain/frames";

interface BarButtonProps extends ComponentProps<"button"> {
  /** Its name; the key is added to what hovering shows. */
  label: string;
  command?: PlaybackCommand;
}

/** A button of the bar: an icon with a name, and its key in the title. */
export function BarButton({ label, command, title, className = "", ...props }: BarButtonProps) {
  const key = command && keyOf(command);
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={key?.shortcut}
      title={`${title ?? label}${key ? ` (${key.sign})` : ""}`}
      {...props}
      className={`flex size-9 shrink-0 items-center justify-center rounded-control text-gray-11 transition-colors hover:bg-gray-4 hover:text-gray-12 aria-pressed:text-accent-11 pointer-coarse:size-10 [&_svg]:size-4.5 ${className}`}
    />
  );
}

/** Minutes, seconds and hundredths: `0:03.25`. */
function clockOf(seconds: number): string {
  const hundredths = Math.floor(Math.max(0, seconds) * 100 + 0.01);
  const rest = String(hundredths % 6_000).padStart(4, "0");
  return `${Math.floor(hundredths / 6_000)}:${rest.slice(0, 2)}.${rest.slice(2)}`;
}

interface PlaybackBarProps {
  playback: Playback;
  rate: FrameRate;
  /** Further buttons at its end. */
  children?: ReactNode;
}

/** The controls of what is played: in one line where there is room, otherwise the line of time above the buttons. */
export function PlaybackBar({ playback, rate, children }: PlaybackBarProps) {
  const t = useTranslations("player");
  const { playing, time, duration, looped, muted, volume } = playback;
  const frame = frameAt(time, rate.perSecond);
  const frames = Math.max(1, Math.round(duration * rate.perSecond));
  const rateWords = t(rate.assumed ? "rateAssumed" : "rateOfFile", { rate: rate.perSecond });
  const spoken = t("position", { time: clockOf(time), duration: clockOf(duration), frame: frame + 1, frames });
  return (
    <section aria-label={t("controls")} className="@container w-full">
      <div className="flex flex-wrap items-center @min-[800px]:flex-nowrap @min-[800px]:gap-x-1">
        <BarButton label={t(playing ? "pause" : "play")} command="toggle" onClick={playback.toggle}>
          {playing ? <Pause aria-hidden /> : <Play aria-hidden />}
        </BarButton>
        <BarButton
          label={t("stepBack")}
          title={`${t("stepBack")}, ${rateWords}`}
          command="stepBack"
          onClick={() => playback.step(-1)}
        >
          <StepBack aria-hidden />
        </BarButton>
        <BarButton
          label={t("stepForward")}
          title={`${t("stepForward")}, ${rateWords}`}
          command="stepForward"
          onClick={() => playback.step(1)}
        >
          <StepForward aria-hidden />
        </BarButton>
        <div className="order-first flex w-full min-w-0 items-center gap-3 pl-1 @min-[800px]:order-none @min-[800px]:w-auto @min-[800px]:flex-1">
          <span aria-hidden className="shrink-0 text-xs text-gray-11 tabular-nums" title={rateWords}>
            <span className="text-gray-12">{clockOf(time)}</span>
            {` / ${clockOf(duration)}`}
          </span>
          <input
            type="range"
            min={0}
            max={frames - 1}
            step={1}
            value={Math.min(frame, frames - 1)}
            aria-label={t("seek")}
            aria-valuetext={spoken}
            title={spoken}
            onChange={(event) => playback.seek((Number(event.target.value) + 0.5) / rate.perSecond)}
            className="h-9 min-w-0 flex-1 cursor-pointer accent-accent-9 pointer-coarse:h-10"
          />
          <span aria-hidden className="w-16 shrink-0 text-right text-xs text-gray-11 tabular-nums" title={rateWords}>
            {`${Math.min(frame + 1, frames)}/${frames}`}
          </span>
          <BarButton label={t("loop")} command="loop" aria-pressed={looped} onClick={() => playback.setLooped(!looped)}>
            <Repeat aria-hidden />
          </BarButton>
        </div>
        <select
          aria-label={t("speed")}
          title={`${t("speed")} (< >)`}
          value={playback.rate}
          onChange={(event) => playback.setRate(Number(event.target.value))}
          className="select ml-auto h-9 w-16 shrink-0 rounded-control bg-transparent pl-2 text-xs text-gray-11 tabular-nums hover:bg-gray-4 hover:text-gray-12 pointer-coarse:h-10"
        >
          {[...new Set([...RATES, playback.rate])].map((value) => (
            <option key={value} value={value}>{`${value}×`}</option>
          ))}
        </select>
        <BarButton
          label={t(muted ? "unmute" : "mute")}
          command="mute"
          onClick={() => (muted && volume === 0 ? playback.setVolume(1) : playback.setMuted(!muted))}
        >
          {muted ? <VolumeX aria-hidden /> : <Volume2 aria-hidden />}
        </BarButton>
        <input
          type="range"
          min={0}
          max={1}
          step={0.05}
          value={muted ? 0 : volume}
          aria-label={t("volume")}
          onChange={(event) => playback.setVolume(Number(event.target.value))}
          className="h-9 w-16 cursor-pointer accent-accent-9 @max-[680px]:hidden pointer-coarse:hidden"
        />
        {children}
      </div>
    </section>
  );
}
