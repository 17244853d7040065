const YEAR_SECONDS = 31_536_000;

type Preference = "locale" | "tz" | "gallery";

/** Keeps a wish of this browser for a year, where the server reads it too. Nothing secret: any script may read it. */
export function keepPreference(name: Preference, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing on plain http.
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

/** A wish that was kept; undefined where there is none. */
export function readPreference(name: Preference): string | undefined {
  const kept = document.cookie.split("; ").find((cookie) => cookie.startsWith(`${name}=`));
  return kept?.slice(name.length + 1);
}
