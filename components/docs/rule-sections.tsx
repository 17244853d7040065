import { CodeBlock } from "#components/docs/code-block";
import { Code, FactTable } from "#components/docs/fact-table";
import { Sentence } from "#components/docs/sentence";
import { Panel } from "#components/ui/page-frame";
import { ENGINE_ERROR_STATUS, type EngineErrorCode } from "#lib/contract/error";
import { SHOWN_ERROR } from "#lib/contract/shown-answers";
import { PLANS, REQUESTS_PER_MINUTE } from "#lib/domain/plans";
import type { ApiPageText } from "#lib/i18n/api-page/text";

function isErrorCode(code: string): code is EngineErrorCode {
  return code in ENGINE_ERROR_STATUS;
}

/** Every error of the API with its HTTP status. */
export function ErrorsSection({ text }: { text: ApiPageText }) {
  return (
    <Panel title={text.errors.title} text={text.errors.text}>
      <CodeBlock
        code={JSON.stringify(SHOWN_ERROR, null, 2)}
        copyLabel={text.examples.copy}
        caption={`${text.answer} ${SHOWN_ERROR.code}`}
      />
      <FactTable
        columns={["HTTP", "error", text.meaning]}
        rows={Object.keys(ENGINE_ERROR_STATUS)
          .filter(isErrorCode)
          .map((code) => ({
            key: code,
            cells: [
              <span key="status" className="tabular-nums">
                {ENGINE_ERROR_STATUS[code]}
              </span>,
              <Code key="code">{code}</Code>,
              <Sentence key="meaning">{text.errors.meanings[code]}</Sentence>,
            ],
          }))}
      />
      <p className="text-xs text-pretty">
        <Sentence>{text.errors.order}</Sentence>
      </p>
    </Panel>
  );
}

interface LimitsSectionProps {
  text: ApiPageText;
  planNames: Record<(typeof PLANS)[number], string>;
  formatNumber: (value: number) => string;
}

/** How often an account may call, and what it pays. */
export function LimitsSection({ text, planNames, formatNumber }: LimitsSectionProps) {
  return (
    <Panel title={text.limits.title} text={text.limits.text}>
      <FactTable
        columns={[text.limits.plan, text.limits.perMinute]}
        rows={PLANS.map((plan) => ({ key: plan, cells: [planNames[plan], formatNumber(REQUESTS_PER_MINUTE[plan])] }))}
      />
      <p className="text-xs text-pretty">
        <Sentence>{text.limits.headers}</Sentence>
      </p>
      <p className="text-xs text-pretty">{text.limits.credits}</p>
    </Panel>
  );
}
