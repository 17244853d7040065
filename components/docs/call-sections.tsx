import { CodeBlock } from "#components/docs/code-block";
import { Code, FactTable } from "#components/docs/fact-table";
import { Sentence } from "#components/docs/sentence";
import { Panel } from "#components/ui/page-frame";
import { SHOWN_GENERATE_ANSWER, SHOWN_GENERATE_REQUEST, shownStatusAnswer } from "#lib/contract/shown-answers";
import { ENGINE_STATUSES, FAILURE_REASONS } from "#lib/contract/status";
import { MODES } from "#lib/domain/modes";
import { RATIOS } from "#lib/domain/ratios";
import type { ApiPageText } from "#lib/i18n/api-page/text";

const FAILURE_KEYS = ["fileType", "inappropriate", "buildFailed", "network"] as const;
/** One of these; a line never begins with the bar. */
const oneOf = (values: readonly string[]) => values.map((value) => `"${value}"`).join("\u00a0| ");
const json = (value: unknown) => JSON.stringify(value, null, 2);

/** `POST /v1/generate`. */
export function GenerateSection({ text }: { text: ApiPageText }) {
  const { field, type, meaning, optional, generateFields, examples } = text;
  const fields = [
    { name: "prompt", type: "string", optional: false },
    { name: "mode", type: oneOf(MODES), optional: true },
    { name: "ratio", type: oneOf(RATIOS), optional: true },
    { name: "images", type: "string[]", optional: true },
  ] as const;
  return (
    <Panel title={text.generate.title} text={text.generate.text}>
      <Code>POST /v1/generate</Code>
      <FactTable
        columns={[field, type, meaning]}
        rows={fields.map((row) => ({
          key: row.name,
          cells: [
            <Code key="name">{row.name}</Code>,
            <span key="type">
              <Code>{row.type}</Code>
              {row.optional ? <span className="block text-gray-11">{optional}</span> : null}
            </span>,
            generateFields[row.name],
          ],
        }))}
      />
      <p className="text-xs text-pretty">
        <Sentence>{text.idempotency}</Sentence>
      </p>
      <CodeBlock code={json(SHOWN_GENERATE_REQUEST)} copyLabel={examples.copy} caption="POST /v1/generate" />
      <CodeBlock code={json(SHOWN_GENERATE_ANSWER)} copyLabel={examples.copy} caption={`${text.answer} 200`} />
    </Panel>
  );
}

/** `GET /v1/status` and the links it leads to. */
export function StatusSection({ text, origin }: { text: ApiPageText; origin: string }) {
  const { field, type, meaning, statusFields, statuses, examples } = text;
  const fields = [
    ["task_id", "string"],
    ["status", "string"],
    ["consumed_credits", "integer"],
    ["created_at", "string, ISO 8601"],
    ["error_message", "string\u00a0| null"],
    ["request", "object"],
    ["response", "string[]"],
  ] as const;
  return (
    <>
      <Panel title={text.status.title} text={text.status.text}>
        <Code>GET /v1/status?task_id=…</Code>
        <FactTable
          columns={[field, type, meaning]}
          rows={fields.map(([name, form]) => ({
            key: name,
            cells: [<Code key="name">{name}</Code>, <Code key="type">{form}</Code>, statusFields[name]],
          }))}
        />
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
          {ENGINE_STATUSES.map((status) => (
            <div key={status} className="contents">
              <dt>
                <Code>{status}</Code>
              </dt>
              <dd>{statuses[status]}</dd>
            </div>
          ))}
        </dl>
        <CodeBlock code={json(shownStatusAnswer(origin))} copyLabel={examples.copy} caption={`${text.answer} 200`} />
      </Panel>
      <Panel title={text.failures.title} text={text.failures.text}>
        <FactTable
          columns={["error_message", meaning]}
          rows={FAILURE_KEYS.map((key) => ({
            key,
            cells: [
              <span key="reason" className="block max-w-56 whitespace-normal">
                <Code>{FAILURE_REASONS[key]}</Code>
              </span>,
              text.failures.reasons[key],
            ],
          }))}
        />
      </Panel>
      <Panel title={text.files.title} text={text.files.text} />
    </>
  );
}
