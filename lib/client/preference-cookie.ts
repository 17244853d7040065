const YEAR_SECONDS = 31_536_000;

/** Keeps a wish of this browser for a year, where the server reads it too. Nothing secret: any script may read it. */
export function keepPreference(name: "locale" | "tz", value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http.
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
