import { englishApiPage } from "#lib/i18n/api-page/en";
import type { ApiPageText } from "#lib/i18n/api-page/text";
import { chineseApiPage } from "#lib/i18n/api-page/zh-cn";
import type { LocaleCode } from "#lib/i18n/locales";

/** The words of the API page by language. */
export const API_PAGE_TEXT: Record<LocaleCode, ApiPageText> = { en: englishApiPage, "zh-CN": chineseApiPage };
