import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { BrandMark } from "#components/brand-mark";
import { GenerateSection, StatusSection } from "#components/docs/call-sections";
import { ExampleTabs } from "#components/docs/example-tabs";
import { Code } from "#components/docs/fact-table";
import { ErrorsSection, LimitsSection } from "#components/docs/rule-sections";
import { PageFrame, Panel } from "#components/ui/page-frame";
import { apiExample, EXAMPLE_FACTS, type ExampleLanguage } from "#lib/contract/examples";
import { publicOrigin } from "#lib/http/public-origin";
import { API_PAGE_TEXT } from "#lib/i18n/api-page/page-text";

export async function generateMetadata(): Promise<Metadata> {
  return { title: API_PAGE_TEXT[await getLocale()].title };
}

/** The API page: open to everybody who can reach the server, for it tells nothing of the server but its address. */
export default async function ApiPage() {
  const [locale, sent, app, keys, format] = await Promise.all([
    getLocale(),
    headers(),
    getTranslations("app"),
    getTranslations("keys"),
    getFormatter(),
  ]);
  const text = API_PAGE_TEXT[locale];
  const origin = publicOrigin(sent);
  const exampleIn = (language: ExampleLanguage) => ({
    language,
    name: EXAMPLE_FACTS[language].name,
    run: `${text.examples.runAs}: ${EXAMPLE_FACTS[language].run}`,
    code: apiExample(language, origin),
  });
  return (
    <>
      <header className="sticky top-0 z-20 flex h-12 items-center border-b border-gray-6 bg-gray-1 px-3 md:px-4">
        <Link href="/" className="flex items-center gap-2 rounded-control text-sm font-semibold">
          <BrandMark className="size-5" />
          {app("name")}
        </Link>
      </header>
      <main>
        <PageFrame title={text.title}>
          <div className="flex flex-col gap-3 text-sm text-pretty">
            <p>{text.intro}</p>
            <p>
              {text.keyBefore}{" "}
              <Link href="/settings" className="font-medium text-accent-11 underline underline-offset-2">
                {text.keyLink}
              </Link>{" "}
              {text.keyAfter}
            </p>
            <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
              <dt className="text-gray-11">{text.baseUrl}</dt>
              <dd className="break-all">
                <Code>{origin}</Code>
              </dd>
              <dt className="text-gray-11">{text.authorization}</dt>
              <dd>
                <Code>Authorization: Bearer rk_…</Code>
              </dd>
              <dt className="text-gray-11">{text.openApi}</dt>
              <dd className="break-all">
                <a href="/v1/openapi.json" className="text-accent-11 underline underline-offset-2">
                  <Code>{origin}/v1/openapi.json</Code>
                </a>
              </dd>
            </dl>
          </div>
          <Panel title={text.examples.title} text={text.examples.text}>
            <ExampleTabs
              label={text.examples.language}
              copyLabel={text.examples.copy}
              examples={[exampleIn("curl"), exampleIn("javascript"), exampleIn("python")]}
            />
          </Panel>
          <GenerateSection text={text} />
          <StatusSection text={text} origin={origin} />
          <ErrorsSection text={text} />
          <LimitsSection
            text={text}
            planNames={{ free: keys("plans.free"), pro: keys("plans.pro"), enterprise: keys("plans.enterprise") }}
            formatNumber={(value) => format.number(value)}
          />
        </PageFrame>
      </main>
    </>
  );
}
