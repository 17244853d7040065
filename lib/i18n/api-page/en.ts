import type { ApiPageText } from "#lib/i18n/api-page/text";

export const englishApiPage: ApiPageText = {
  title: "API",
  intro:
    "This server’s built-in engine speaks the GrokImagine API: a program written for it works here with another base URL and key. It draws previews, without an AI model.",
  keyBefore: "Make a key in",
  keyLink: "settings",
  keyAfter: "and send it with every call. JSON in, JSON out, UTF-8.",
  openApi: "OpenAPI description",
  baseUrl: "Base URL",
  authorization: "Header",
  generate: {
    title: "Order a generation",
    text: "Costs 40 credits, taken when the task is accepted and given back when it fails. Draws two variations of 6 seconds.",
  },
  field: "Field",
  type: "Type",
  meaning: "Meaning",
  optional: "optional",
  generateFields: {
    prompt: "What the video shows: 1 to 5,000 characters.",
    mode: "Character of the motion: fun is playful, normal calm, spicy dramatic. Without it: normal.",
    ratio: "Shape of the picture. Without it: 1:1.",
    images:
      "At most one http(s) URL of a start image on the public internet: JPEG, PNG or WEBP by content, at most 10 MB, loaded within 10 seconds.",
  },
  idempotency:
    "With an Idempotency-Key header (1 to 255 characters), the same key and body are the same task for 24 hours and charged once. So a call whose answer was lost can be sent again. Other fields are ignored.",
  answer: "Answer",
  status: {
    title: "Ask for its status",
    text: "Ask every few seconds until the status is completed or failed.",
  },
  statusFields: {
    task_id: "The task, as it was ordered.",
    status: "One of the four below.",
    consumed_credits: "Credits taken and not given back: 0 after a failure.",
    created_at: "When it was accepted, in UTC.",
    error_message: "Why it failed; null otherwise.",
    request: "What was ordered, with what was filled in.",
    response: "Links to the videos once it is completed; empty before.",
  },
  statuses: {
    pending: "waits for its turn",
    processing: "is being drawn",
    completed: "the videos are ready",
    failed: "it ended without videos; the credits were given back",
  },
  failures: {
    title: "Why a task fails",
    text: "A task that fails is told with HTTP 200, as its status:",
    reasons: {
      fileType: "The start image is no JPEG, PNG or WEBP, is damaged, has over 64 megapixels or is over 10 MB.",
      inappropriate: "The prompt has words that this server’s administrator does not allow.",
      buildFailed: "It could not be drawn, tried twice.",
      network: "The start image could not be loaded within 10 seconds, or is not on the public internet.",
    },
  },
  files: {
    title: "Load the videos",
    text: "The links need no key and can’t be guessed. They work for 24 hours after completion, with Range, and answer 410 from then on.",
  },
  errors: {
    title: "Errors",
    text: "An error has its HTTP status, and a body that says the same:",
    order:
      "Checked in this order: path, method, key, limit, size and type, body, credits. Every answer carries X-Request-Id.",
    meanings: {
      INVALID_REQUEST: "A field is missing or wrong; the message says which.",
      UNAUTHORIZED: "No key, or one that is malformed, unknown or revoked.",
      INSUFFICIENT_CREDITS: "The account has fewer than 40 credits.",
      FORBIDDEN: "The account is disabled.",
      TASK_NOT_FOUND: "No such task on this account.",
      NOT_FOUND: "No such path or file.",
      METHOD_NOT_ALLOWED: "The path does not take this method; Allow names those that it takes.",
      IDEMPOTENCY_CONFLICT: "The Idempotency-Key was used with another body, or its first call is still in flight.",
      EXPIRED: "The link is older than 24 hours.",
      PAYLOAD_TOO_LARGE: "The body has more than 64 KB.",
      UNSUPPORTED_MEDIA_TYPE: "The content type is not application/json.",
      RATE_LIMITED: "Over the plan’s limit; wait as many seconds as Retry-After says.",
      INTERNAL_ERROR: "A fault of the server. Tell its administrator the X-Request-Id.",
    },
  },
  limits: {
    title: "Limits and credits",
    text: "Requests are counted by account, all keys together, in windows of a minute. The administrator sets the plan and grants credits.",
    plan: "Plan",
    perMinute: "Requests a minute",
    headers:
      "Every answer to a valid key, errors too, carries X-RateLimit-Limit, X-RateLimit-Remaining and X-RateLimit-Reset (epoch seconds).",
    credits: "A generation costs 40 credits. Reading a status or a video is free.",
  },
  examples: {
    title: "Examples",
    text: "Whole programs: order, wait, save both videos. Put your key into REELKEEP_KEY first.",
    language: "Language",
    copy: "Copy",
    runAs: "Run",
  },
};
