/** How this browser wants videos to be played. */
export interface PlaybackPreference {
  looped: boolean;
  muted: boolean;
  /** 0 to 1. */
  volume: number;
  /** Whether single keys play, step and so on (WCAG 2.1.4 wants a way to turn them off). */
  keys: boolean;
}

const NAME = "reelkeep.playback";
const DEFAULT: PlaybackPreference = { looped: true, muted: false, volume: 1, keys: true };

/** What was chosen the last time; defaults where nothing can be read. */
export function playbackPreference(): PlaybackPreference {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(NAME) ?? "{}");
    if (typeof stored !== "object" || stored === null) return DEFAULT;
    const fields = new Map<string, unknown>(Object.entries(stored));
    const flag = (name: "looped" | "muted" | "keys") => {
      const value = fields.get(name);
      return typeof value === "boolean" ? value : DEFAULT[name];
    };
    const volume = Number(fields.get("volume") ?? DEFAULT.volume);
    return {
      looped: flag("looped"),
      muted: flag("muted"),
      keys: flag("keys"),
      volume: volume >= 0 && volume <= 1 ? volume : DEFAULT.volume,
    };
  } catch {
    return DEFAULT;
  }
}

/** Remembers a choice. */
export function preferPlayback(change: Partial<PlaybackPreference>): void {
  try {
    localStorage.setItem(NAME, JSON.stringify({ ...playbackPreference(), ...change }));
  } catch {
    // Storage is full or forbidden: it lasts as long as the page.
  }
}
