/** What a key does with what is played. */
export type PlaybackCommand =
  | "toggle"
  | "stepBack"
  | "stepForward"
  | "jumpBack"
  | "jumpForward"
  | "slower"
  | "faster"
  | "start"
  | "loop"
  | "mute"
  | "fullscreen"
  | "pictureInPicture";

interface Key {
  command: PlaybackCommand;
  /** As `KeyboardEvent.key` says it; letters in lower case. */
  keys: readonly string[];
  /** As `aria-keyshortcuts` wants it. */
  shortcut: string;
  /** As a person reads it. */
  sign: string;
}

/** The keys of a player, in the order in which they are explained. The arrow keys lead to neighbours. */
export const PLAYBACK_KEYS: readonly Key[] = [
  { command: "toggle", keys: [" ", "k"], shortcut: "Space K", sign: "Space, K" },
  { command: "stepBack", keys: [","], shortcut: ",", sign: "," },
  { command: "stepForward", keys: ["."], shortcut: ".", sign: "." },
  { command: "jumpBack", keys: ["j"], shortcut: "J", sign: "J" },
  { command: "jumpForward", keys: ["l"], shortcut: "L", sign: "L" },
  { command: "start", keys: ["0"], shortcut: "0", sign: "0" },
  { command: "slower", keys: ["<"], shortcut: "Shift+,", sign: "<" },
  { command: "faster", keys: [">"], shortcut: "Shift+.", sign: ">" },
  { command: "loop", keys: ["r"], shortcut: "R", sign: "R" },
  { command: "mute", keys: ["m"], shortcut: "M", sign: "M" },
  { command: "fullscreen", keys: ["f"], shortcut: "F", sign: "F" },
  { command: "pictureInPicture", keys: ["p"], shortcut: "P", sign: "P" },
];

/** The key of a command. */
export function keyOf(command: PlaybackCommand): Key | undefined {
  return PLAYBACK_KEYS.find((key) => key.command === command);
}

/** What a pressed key means, where nothing else on the page claims it. */
export function commandOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): PlaybackCommand | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return PLAYBACK_KEYS.find(({ keys }) => keys.includes(pressed))?.command;
}

/** Speeds that a player offers. */
export const RATES = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** The next speed up or down from `rate`; itself at an end. */
export function nextRate(rate: number, direction: 1 | -1): number {
  const further = RATES.filter((candidate) => (direction > 0 ? candidate > rate : candidate < rate));
  return (direction > 0 ? further[0] : further.at(-1)) ?? rate;
}
