"use client";

import { type RefObject, useEffect, useState } from "react";
import { playbackPreference, preferPlayback } from "#lib/client/playback-preference";
import { stepped } from "#lib/domain/frames";

/** What is played, one video or several as one, and what can be done with it. Times are in seconds. */
export interface Playback {
  playing: boolean;
  time: number;
  duration: number;
  rate: number;
  looped: boolean;
  muted: boolean;
  volume: number;
  toggle: () => void;
  seek: (seconds: number) => void;
  /** Pauses and goes so many frames on, or back. */
  step: (frames: number) => void;
  setRate: (rate: number) => void;
  setLooped: (looped: boolean) => void;
  setMuted: (muted: boolean) => void;
  setVolume: (volume: number) => void;
}

const EVENTS = [
  ...["play", "pause", "ended", "seeking", "seeked", "timeupdate"],
  ...["ratechange", "volumechange", "durationchange", "loadedmetadata"],
];

/** What a player shows of its video. */
type Shown = Pick<Playback, "playing" | "time" | "duration" | "rate" | "looped" | "muted" | "volume">;

function shownOf(video: HTMLVideoElement, durationSeconds: number): Shown {
  const duration = Number.isFinite(video.duration) ? video.duration : durationSeconds;
  return {
    playing: !video.paused && !video.ended,
    time: video.currentTime,
    duration,
    rate: video.playbackRate,
    looped: video.loop,
    muted: video.muted,
    volume: video.volume,
  };
}

interface PlaybackFacts {
  /** As the archive knows it, until the browser does. */
  durationSeconds: number;
  framesPerSecond: number;
}

/** Plays one video element: what it does now, and the ways to change that. */
export function usePlayback(element: RefObject<HTMLVideoElement | null>, facts: PlaybackFacts): Playback {
  const { durationSeconds, framesPerSecond } = facts;
  const [shown, setShown] = useState<Shown>(() => {
    const { looped, muted, volume } = playbackPreference();
    return { playing: false, time: 0, duration: durationSeconds, rate: 1, looped, muted, volume };
  });

  useEffect(() => {
    const video = element.current;
    if (!video) return;
    const preferred = playbackPreference();
    video.loop = preferred.looped;
    video.muted = preferred.muted;
    video.volume = preferred.volume;
    let frame = 0;
    const read = () => setShown(shownOf(video, durationSeconds));
    // Events tell the time four times a second; the bar is to move with the picture.
    const follow = () => {
      read();
      frame = video.paused ? 0 : requestAnimationFrame(follow);
    };
    const onEvent = () => {
      read();
      if (!video.paused && frame === 0) frame = requestAnimationFrame(follow);
    };
    for (const name of EVENTS) video.addEventListener(name, onEvent);
    onEvent();
    return () => {
      for (const name of EVENTS) video.removeEventListener(name, onEvent);
      cancelAnimationFrame(frame);
    };
  }, [element, durationSeconds]);

  const change = (act: (video: HTMLVideoElement) => void) => {
    const video = element.current;
    if (!video) return;
    act(video);
    setShown(shownOf(video, durationSeconds));
  };
  return {
    ...shown,
    toggle: () => change((video) => void (video.paused ? playQuietly(video) : video.pause())),
    seek: (seconds) =>
      change((video) => {
        video.currentTime = Math.min(Math.max(0, seconds), shownOf(video, durationSeconds).duration);
      }),
    step: (frames) =>
      change((video) => {
        video.pause();
        const { duration } = shownOf(video, durationSeconds);
        video.currentTime = stepped(video.currentTime, frames, framesPerSecond, duration);
      }),
    setRate: (rate) =>
      change((video) => {
        video.playbackRate = rate;
      }),
    setLooped: (looped) => {
      preferPlayback({ looped });
      change((video) => {
        video.loop = looped;
      });
    },
    setMuted: (muted) => {
      preferPlayback({ muted });
      change((video) => {
        video.muted = muted;
      });
    },
    setVolume: (volume) => {
      preferPlayback({ volume, muted: volume === 0 });
      change((video) => {
        video.volume = volume;
        video.muted = volume === 0;
      });
    },
  };
}

/** A play that is broken off by a pause or by the browser's rules is no error of ours. */
export async function playQuietly(video: HTMLVideoElement): Promise<void> {
  try {
    await video.play();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
