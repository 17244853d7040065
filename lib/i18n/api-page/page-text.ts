import type { LocaleCode } from "#lib/i18n/locales";
import { englishApiPage } from "./en.ts";
import type { ApiPageText } from "./text.ts";
import { chineseApiPage } from "./zh-cn.ts";

/** The words of the API page by language. */
export const API_PAGE_TEXT: Record<LocaleCode, ApiPageText> = { en: englishApiPage, "zh-CN": chineseApiPage };
