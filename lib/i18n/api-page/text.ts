import type { EngineErrorCode } from "#lib/contract/error";
import type { ENGINE_STATUSES, FAILURE_REASONS } from "#lib/contract/status";

/** The words of the API page. Kept apart from the messages, which travel with every page to the browser. */
export interface ApiPageText {
  title: string;
  intro: string;
  /** Around the link to the settings. */
  keyBefore: string;
  keyLink: string;
  keyAfter: string;
  openApi: string;
  baseUrl: string;
  authorization: string;
  generate: { title: string; text: string };
  field: string;
  type: string;
  meaning: string;
  optional: string;
  generateFields: Record<"prompt" | "mode" | "ratio" | "images", string>;
  idempotency: string;
  answer: string;
  status: { title: string; text: string };
  statusFields: Record<
    "task_id" | "status" | "consumed_credits" | "created_at" | "error_message" | "request" | "response",
    string
  >;
  statuses: Record<(typeof ENGINE_STATUSES)[number], string>;
  failures: { title: string; text: string; reasons: Record<keyof typeof FAILURE_REASONS, string> };
  files: { title: string; text: string };
  errors: { title: string; text: string; order: string; meanings: Record<EngineErrorCode, string> };
  limits: { title: string; text: string; plan: string; perMinute: string; headers: string; credits: string };
  examples: { title: string; text: string; language: string; copy: string; runAs: string };
}
