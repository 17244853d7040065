"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { playbackPreference, preferPlayback } from "#lib/client/playback-preference";
import { type Playback, playQuietly } from "#lib/client/use-playback";
import { stepped } from "#lib/domain/frames";
import { correctionOf } from "#lib/domain/sync";

/** What is played together: their lengths in seconds, as the archive knows them. */
interface SyncedFacts {
  durations: readonly number[];
  /** Steps go by the finest of their frame rates. */
  framesPerSecond: number;
}

/** So near to its end a video counts as over, and shows its last frame. */
const END_SECONDS = 0.02;

/** Length of a video by the browser, or as it was told until that knows. */
function lengthOf(video: HTMLVideoElement, toldSeconds = 0): number {
  return Number.isFinite(video.duration) ? video.duration : toldSeconds;
}

/**
 * Plays some videos by one clock. The clock is the longest one's time; the others follow it, at another speed for a
 * while where they drift. A shorter one stays at its last frame until all begin again. When one has to load, all wait.
 * Sound comes from the first one alone.
 */
export function useSyncedPlayback(box: RefObject<HTMLElement | null>, facts: SyncedFacts): Playback {
  const { durations, framesPerSecond } = facts;
  const duration = Math.max(0, ...durations);
  const [playing, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const [rate, setRate] = useState(1);
  const [looped, setLooped] = useState(() => playbackPreference().looped);
  const [muted, setMuted] = useState(true);
  const [volume, setVolume] = useState(1);
  const wanted = useRef({ rate, looped });
  useEffect(() => {
    wanted.current = { rate, looped };
  }, [rate, looped]);

  const all = () => [...(box.current?.querySelectorAll("video") ?? [])];
  const moveTo = (seconds: number) => {
    const at = Math.min(Math.max(0, seconds), duration);
    for (const [place, video] of all().entries()) {
      video.currentTime = Math.min(at, Math.max(0, lengthOf(video, durations[place]) - END_SECONDS));
    }
    setTime(at);
  };
  const pause = () => {
    for (const video of all()) video.pause();
    setPlaying(false);
  };

  const key = durations.join();
  useEffect(() => {
    if (!playing) return;
    const told = key.split(",").map(Number);
    let frame = 0;
    const tick = () => {
      const videos = [...(box.current?.querySelectorAll("video") ?? [])];
      const lengths = videos.map((video, place) => lengthOf(video, told[place]));
      const leader = lengths.indexOf(Math.max(...lengths));
      const clock = videos[leader];
      if (!clock) return;
      const now = clock.currentTime;
      const ended = clock.ended || now >= (lengths[leader] ?? 0) - END_SECONDS;
      setTime(now);
      if (ended && !wanted.current.looped) {
        for (const video of videos) video.pause();
        setPlaying(false);
        return;
      }
      if (ended) for (const video of videos) video.currentTime = 0;
      const running = videos.filter((_, place) => ended || now < (lengths[place] ?? 0) - END_SECONDS);
      // Shortly before its end a video has nothing more to load.
      const someLoad = running.some(
        (video) => video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && video.currentTime < video.duration - 0.25,
      );
      for (const video of videos) {
        const plays = running.includes(video) && !someLoad;
        if (!plays && !video.paused) video.pause();
        if (plays && video.paused) void playQuietly(video);
        if (!plays || ended) continue;
        const common = wanted.current.rate;
        const correction = video === clock ? ({ kind: "none" } as const) : correctionOf(video.currentTime, now, common);
        if (correction.kind === "seek") video.currentTime = correction.seconds;
        const speed = correction.kind === "rate" ? correction.rate : common;
        if (video.playbackRate !== speed) video.playbackRate = speed;
      }
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [playing, key, box]);

  return {
    ...{ playing, time, duration, rate, looped, muted, volume },
    toggle: () => {
      if (playing) return pause();
      if (time >= duration - END_SECONDS * 2) moveTo(0);
      setPlaying(true);
    },
    seek: moveTo,
    step: (frames) => {
      pause();
      moveTo(stepped(time, frames, framesPerSecond, duration));
    },
    setRate: (next) => {
      setRate(next);
      for (const video of all()) video.playbackRate = next;
    },
    setLooped: (next) => {
      preferPlayback({ looped: next });
      setLooped(next);
    },
    setMuted: (next) => {
      setMuted(next);
      for (const [place, video] of all().entries()) video.muted = next || place > 0;
    },
    setVolume: (next) => {
      setVolume(next);
      setMuted(next === 0);
      for (const [place, video] of all().entries()) {
        video.volume = next;
        video.muted = next === 0 || place > 0;
      }
    },
  };
}
