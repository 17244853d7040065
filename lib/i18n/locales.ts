/** Languages of the interface, each by its own name. */
export const LOCALES = [
  { code: "en", name: "English" },
  { code: "zh-CN", name: "简体中文" },
] as const;
export type LocaleCode = (typeof LOCALES)[number]["code"];

const DEFAULT_LOCALE: LocaleCode = "en";

function localeOf(tag: string): LocaleCode | undefined {
  const exact = LOCALES.find(({ code }) => code.toLowerCase() === tag.toLowerCase());
  if (exact) return exact.code;
  const language = tag.toLowerCase().split("-")[0];
  return LOCALES.find(({ code }) => code.split("-")[0] === language)?.code;
}

/**
 * The language to show: the one chosen before (cookie), else the best of `Accept-Language`
 * (RFC 9110, 12.5.4), else English.
 */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): LocaleCode {
  const known = LOCALES.find(({ code }) => code === chosen);
  if (known) return known.code;
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((text) => text.trim()).find((text) => text.startsWith("q="));
      return { tag: tag.trim(), quality: quality ? Number(quality.slice(2)) : 1 };
    })
    .filter(({ tag, quality }) => tag !== "" && quality > 0)
    .sort((one, other) => other.quality - one.quality);
  for (const { tag } of wanted) {
    const locale = localeOf(tag);
    if (locale) return locale;
  }
  return DEFAULT_LOCALE;
}

/** The time zone that the browser told us, or UTC where it is absent or made up. */
export function chooseTimeZone(told: string | undefined): string {
  if (!told) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: told }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
