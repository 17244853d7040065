import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { chooseLocale, chooseTimeZone, type LocaleCode } from "#lib/i18n/locales";
import en from "./messages/en.json";
import zhCn from "./messages/zh-CN.json";

const MESSAGES: Record<LocaleCode, typeof en> = { en, "zh-CN": zhCn };

declare module "next-intl" {
  interface AppConfig {
    Locale: LocaleCode;
    Messages: typeof en;
  }
}

/**
 * Language, time zone and the moment of this request. `now` goes to the browser with the page, so
 * that both write the same relative times.
 */
export default getRequestConfig(async () => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const locale = chooseLocale(jar.get("locale")?.value, sent.get("accept-language"));
  return {
    locale,
    messages: MESSAGES[locale],
    timeZone: chooseTimeZone(jar.get("tz")?.value),
    now: new Date(),
  };
});
