import { PLAYBACK_KEYS, type PlaybackCommand } from "#lib/client/playback-keys";

/** Where shortcuts work. */
export const SHORTCUT_PLACES = ["everywhere", "prompt", "library", "video"] as const;
type ShortcutPlace = (typeof SHORTCUT_PLACES)[number];

/** Shortcuts other than those of the player, which are in `playback-keys.ts`. */
export type ShortcutName =
  | "palette"
  | "shortcuts"
  | "search"
  | "send"
  | "history"
  | "move"
  | "firstLast"
  | "open"
  | "select"
  | "selectAll"
  | "favourite"
  | "rate"
  | "trash"
  | "favouriteThis"
  | "rateThis"
  | "leave"
  | "neighbours";

interface Shortcut {
  name: ShortcutName;
  place: ShortcutPlace;
  /** What is pressed, as `KeyboardEvent.key` says it; several where each does. */
  keys: readonly string[];
  /** Together with Ctrl, or Command on a Mac. */
  withControl?: boolean;
  /** Together with Alt, or Option on a Mac. */
  withAlt?: boolean;
}

/** All of them, in the order in which they are explained. */
const SHORTCUTS: readonly Shortcut[] = [
  { name: "palette", place: "everywhere", keys: ["k"], withControl: true },
  { name: "shortcuts", place: "everywhere", keys: ["?"] },
  { name: "search", place: "library", keys: ["/"] },
  { name: "move", place: "library", keys: ["ArrowLeft", "ArrowUp", "ArrowRight", "ArrowDown"] },
  { name: "firstLast", place: "library", keys: ["Home", "End"] },
  { name: "open", place: "library", keys: ["Enter"] },
  { name: "select", place: "library", keys: ["x"] },
  { name: "selectAll", place: "library", keys: ["a"], withControl: true },
  { name: "favourite", place: "library", keys: ["f", "s"] },
  { name: "rate", place: "library", keys: ["1", "2", "3", "4", "5"] },
  { name: "trash", place: "library", keys: ["Delete"] },
  { name: "send", place: "prompt", keys: ["Enter"], withControl: true },
  { name: "history", place: "prompt", keys: ["ArrowUp", "ArrowDown"], withAlt: true },
  { name: "leave", place: "video", keys: ["Escape"] },
  { name: "neighbours", place: "video", keys: ["ArrowLeft", "ArrowRight"] },
  { name: "favouriteThis", place: "video", keys: ["s"] },
  { name: "rateThis", place: "video", keys: ["1", "2", "3", "4", "5"] },
];

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Whether a pressed key is a shortcut. */
export function isShortcut({ key, ctrlKey, metaKey, altKey }: Pressed, name: ShortcutName): boolean {
  const shortcut = SHORTCUTS.find((candidate) => candidate.name === name);
  if (!shortcut || altKey !== Boolean(shortcut.withAlt) || (ctrlKey || metaKey) !== Boolean(shortcut.withControl))
    return false;
  return shortcut.keys.includes(key.length === 1 ? key.toLowerCase() : key);
}

/** Whether keys are somebody's text, or belong to what lies over the page. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

const SIGNS: Record<string, string> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
};

/** One line of the list of shortcuts: what it does, and the keys to press, each on its own. */
export interface ShortcutLine {
  what: ShortcutName | PlaybackCommand;
  place: ShortcutPlace;
  signs: string[];
  withControl: boolean;
  withAlt: boolean;
}

/** All shortcuts, those of the player included, as a list of them shows them. */
export function shortcutLines(): ShortcutLine[] {
  const own = SHORTCUTS.map(({ name, place, keys, withControl = false, withAlt = false }) => ({
    what: name,
    place,
    signs: keys.map((key) => SIGNS[key] ?? key.toUpperCase().replace(/^(HOME|END|ENTER|DELETE)$/, () => key)),
    withControl,
    withAlt,
  }));
  const player = PLAYBACK_KEYS.map(({ command, sign }) => ({
    what: command,
    place: "video" as const,
    signs: sign === "," ? [","] : sign.split(", "),
    withControl: false,
    withAlt: false,
  }));
  return [...own, ...player];
}

/** How the key that goes with others is called here. */
export function controlName(platform: string): string {
  return /mac|iphone|ipad/i.test(platform) ? "⌘" : "Ctrl";
}
