/** Modes of the API. The page shows `fun`; an older copy names all three. */
export const MODES = ["fun", "normal", "spicy"] as const;
export type Mode = (typeof MODES)[number];

export function isMode(value: string): value is Mode {
  return MODES.some((mode) => mode === value);
}
