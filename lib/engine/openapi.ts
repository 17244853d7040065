import { z } from "zod";
import { ENGINE_ERROR_STATUS, type EngineErrorCode, errorAnswer } from "#lib/contract/error";
import { generateAnswer, strictGenerateRequest } from "#lib/contract/generate";
import { statusAnswer } from "#lib/contract/status";

const ERROR_MEANING: Record<EngineErrorCode, string> = {
  INVALID_REQUEST: "The request is not valid; the message says why",
  UNAUTHORIZED: "No, a malformed, an unknown or a revoked key",
  INSUFFICIENT_CREDITS: "Not enough credits",
  FORBIDDEN: "The account is disabled",
  TASK_NOT_FOUND: "An unknown task, or another account's",
  NOT_FOUND: "An unknown path or file",
  METHOD_NOT_ALLOWED: "The path does not take this method; `Allow` names those that it takes",
  IDEMPOTENCY_CONFLICT: "The Idempotency-Key was used with another body, or its first request is in flight",
  EXPIRED: "Output links work for 24 hours",
  PAYLOAD_TOO_LARGE: "The body has more than 64 KB",
  UNSUPPORTED_MEDIA_TYPE: "The content type is not JSON",
  RATE_LIMITED: "Over the plan's requests a minute; `Retry-After` says how many seconds to wait",
  INTERNAL_ERROR: "A fault of the server; quote `X-Request-Id`",
};

const integerHeader = (description: string) => ({ description, schema: { type: "integer" } });
const textHeader = (description: string) => ({ description, schema: { type: "string" } });
const headerRef = (name: string) => ({ $ref: `#/components/headers/${name}` });

const REQUEST_ID = { "X-Request-Id": headerRef("RequestId") };
const LIMITS = {
  "X-RateLimit-Limit": headerRef("RateLimitLimit"),
  "X-RateLimit-Remaining": headerRef("RateLimitRemaining"),
  "X-RateLimit-Reset": headerRef("RateLimitReset"),
};
const OWN_HEADERS: Partial<Record<EngineErrorCode, Record<string, unknown>>> = {
  UNAUTHORIZED: { "WWW-Authenticate": textHeader("`Bearer`") },
  METHOD_NOT_ALLOWED: { Allow: textHeader("The methods that the path takes") },
  RATE_LIMITED: { "Retry-After": integerHeader("Seconds to wait") },
};
/** Errors that may be found before the account is known. */
const WITHOUT_ACCOUNT: EngineErrorCode[] = [
  "UNAUTHORIZED",
  "METHOD_NOT_ALLOWED",
  "NOT_FOUND",
  "EXPIRED",
  "INTERNAL_ERROR",
];

function errorResponses(codes: EngineErrorCode[]) {
  return Object.fromEntries(
    codes.map((code) => [
      String(ENGINE_ERROR_STATUS[code]),
      {
        description: `\`${code}\`: ${ERROR_MEANING[code]}`,
        headers: { ...REQUEST_ID, ...(WITHOUT_ACCOUNT.includes(code) ? {} : LIMITS), ...OWN_HEADERS[code] },
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    ]),
  );
}

function success(schema: string, description: string) {
  return {
    "200": {
      description,
      headers: { ...REQUEST_ID, ...LIMITS },
      content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } },
    },
  };
}

const FILE_HEADERS = {
  ...REQUEST_ID,
  "Accept-Ranges": textHeader("`bytes`"),
  ETag: textHeader("Changes when the bytes change, which they never do"),
};
const FILE_CONTENT = { "video/mp4": { schema: { type: "string", format: "binary" } } };

function fileOperation(operationId: string, withBody: boolean) {
  const content = withBody ? { content: FILE_CONTENT } : {};
  return {
    operationId,
    summary: "Read an output file",
    description: "Needs no key: the name can't be guessed. Works for 24 hours after the task has completed.",
    security: [],
    parameters: [
      { name: "file", in: "path", required: true, schema: { type: "string" } },
      { name: "Range", in: "header", schema: { type: "string" }, description: "One range of bytes, RFC 9110" },
    ],
    responses: {
      "200": { description: "The whole file", headers: FILE_HEADERS, ...content },
      "206": { description: "The range asked for", headers: FILE_HEADERS, ...content },
      "304": { description: "`If-None-Match` names the file's ETag", headers: FILE_HEADERS },
      "416": {
        description: "`RANGE_NOT_SATISFIABLE`: The range lies outside of the file",
        headers: { ...REQUEST_ID, "Content-Range": textHeader("`bytes */` and the size of the file") },
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
      ...errorResponses(["NOT_FOUND", "METHOD_NOT_ALLOWED", "EXPIRED", "INTERNAL_ERROR"]),
    },
  };
}

function jsonSchema(schema: z.ZodType, io: "input" | "output") {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io });
  return rest;
}

/** The OpenAPI 3.1 description of the built-in API, made from the same schemas that check its requests. */
export function openApiDocument(origin: string) {
  return {
    openapi: "3.1.0",
    info: {
      title: "GrokImagine API",
      version: "1.0.0",
      description: "The GrokImagine video API as the built-in engine of Reelkeep serves it.",
    },
    servers: [{ url: origin }],
    security: [{ bearer: [] }],
    paths: {
      "/v1/generate": {
        post: {
          operationId: "generate",
          summary: "Generate videos from a prompt",
          description: "Costs 40 credits, given back when the task fails.",
          parameters: [
            {
              name: "Idempotency-Key",
              in: "header",
              schema: { type: "string", minLength: 1, maxLength: 255 },
              description: "For 24 hours the same key and body are the same task, charged once",
            },
          ],
          requestBody: {
            required: true,
            content: { "application/json": { schema: { $ref: "#/components/schemas/GenerateRequest" } } },
          },
          responses: {
            ...success("GenerateAnswer", "The task was accepted"),
            ...errorResponses([
              "INVALID_REQUEST",
              "UNAUTHORIZED",
              "INSUFFICIENT_CREDITS",
              "FORBIDDEN",
              "METHOD_NOT_ALLOWED",
              "IDEMPOTENCY_CONFLICT",
              "PAYLOAD_TOO_LARGE",
              "UNSUPPORTED_MEDIA_TYPE",
              "RATE_LIMITED",
              "INTERNAL_ERROR",
            ]),
          },
        },
      },
      "/v1/status": {
        get: {
          operationId: "status",
          summary: "Read the status of a task",
          parameters: [{ name: "task_id", in: "query", required: true, schema: { type: "string" } }],
          responses: {
            ...success("StatusAnswer", "What is known of the task"),
            ...errorResponses([
              "INVALID_REQUEST",
              "UNAUTHORIZED",
              "FORBIDDEN",
              "TASK_NOT_FOUND",
              "METHOD_NOT_ALLOWED",
              "RATE_LIMITED",
              "INTERNAL_ERROR",
            ]),
          },
        },
      },
      "/v1/files/{file}": { get: fileOperation("readFile", true), head: fileOperation("headFile", false) },
    },
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      headers: {
        RequestId: textHeader("Names this request in the server's log"),
        RateLimitLimit: integerHeader("Requests a minute of the account's plan"),
        RateLimitRemaining: integerHeader("Requests left in this window"),
        RateLimitReset: integerHeader("When the window ends, in epoch seconds"),
      },
      schemas: {
        GenerateRequest: jsonSchema(strictGenerateRequest, "input"),
        GenerateAnswer: jsonSchema(generateAnswer, "output"),
        StatusAnswer: jsonSchema(statusAnswer, "output"),
        Error: jsonSchema(errorAnswer, "output"),
      },
    },
  };
}
