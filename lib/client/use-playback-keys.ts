"use client";

import { useEffect, useEffectEvent } from "react";
import { commandOf, nextRate, type PlaybackCommand } from "#lib/client/playback-keys";
import { playbackPreference } from "#lib/client/playback-preference";
import type { Playback } from "#lib/client/use-playback";

/** So far J and L jump, in seconds: clips are short. */
const JUMP_SECONDS = 1;

/** Where keys write or choose, and where Space presses. */
const WRITES = "input:not([type=range], [type=checkbox]), textarea, select, [contenteditable]";
const PRESSES = "button, a, summary, [role=button], [role=treeitem], input";
const ON_TOP = "dialog[open], :popover-open";

/** Lets the keyboard play, step and so on, wherever the focus is, unless it writes or something lies on top. */
export function usePlaybackKeys(
  playback: Playback,
  others: Partial<Record<PlaybackCommand, (() => void) | undefined>> = {},
): void {
  const run = (command: PlaybackCommand) => {
    const acts: Partial<Record<PlaybackCommand, (() => void) | undefined>> = {
      toggle: playback.toggle,
      stepBack: () => playback.step(-1),
      stepForward: () => playback.step(1),
      jumpBack: () => playback.seek(playback.time - JUMP_SECONDS),
      jumpForward: () => playback.seek(playback.time + JUMP_SECONDS),
      start: () => playback.seek(0),
      slower: () => playback.setRate(nextRate(playback.rate, -1)),
      faster: () => playback.setRate(nextRate(playback.rate, 1)),
      loop: () => playback.setLooped(!playback.looped),
      mute: () => playback.setMuted(!playback.muted),
      ...others,
    };
    const act = acts[command];
    act?.();
    return act !== undefined;
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const command = commandOf(event);
    if (!command || event.defaultPrevented || !playbackPreference().keys) return;
    if (document.querySelector(ON_TOP)) return;
    const { target } = event;
    if (target instanceof Element && target.closest(event.key === " " ? `${WRITES}, ${PRESSES}` : WRITES)) return;
    if (run(command)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
