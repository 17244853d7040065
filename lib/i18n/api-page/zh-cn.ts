import type { ApiPageText } from "#lib/i18n/api-page/text";

export const chineseApiPage: ApiPageText = {
  title: "API",
  intro:
    "此服务器的内置引擎使用 GrokImagine API：为它编写的程序只需更换基础网址和密钥即可在此运行。它绘制的是预览，不使用 AI 模型。",
  keyBefore: "请先在",
  keyLink: "设置",
  keyAfter: "中获取密钥，并在每次调用时发送。请求与响应均为 UTF-8 编码的 JSON。",
  openApi: "OpenAPI 描述",
  baseUrl: "基础网址",
  authorization: "请求头",
  generate: {
    title: "提交生成任务",
    text: "消耗 40 积分：任务受理时扣除，失败时退回。每个任务绘制两个 6 秒的变体。",
  },
  field: "字段",
  type: "类型",
  meaning: "说明",
  optional: "可选",
  generateFields: {
    prompt: "视频内容的描述，1 至 5,000 个字符。",
    mode: "运动风格：fun 活泼，normal 平稳，spicy 强烈。默认为 normal。",
    ratio: "画面比例，默认为 1:1。",
    images:
      "最多一个起始图片的 http(s) 网址，须位于公网；按内容须为 JPEG、PNG 或 WEBP，不超过 10 MB，并能在 10 秒内读取。",
  },
  idempotency:
    "附上 Idempotency-Key 请求头（1 至 255 个字符）后，24 小时内相同的键与内容对应同一任务，只扣费一次；没有收到响应时可以放心重发。其他字段会被忽略。",
  answer: "响应",
  status: {
    title: "查询状态",
    text: "每隔几秒查询一次，直到状态为 completed 或 failed。",
  },
  statusFields: {
    task_id: "提交时返回的任务。",
    status: "下列四种之一。",
    consumed_credits: "已扣除且未退回的积分，失败后为 0。",
    created_at: "受理时间（UTC）。",
    error_message: "失败原因；未失败时为 null。",
    request: "提交的内容，包括自动补全的字段。",
    response: "完成后为视频链接，之前为空。",
  },
  statuses: {
    pending: "排队等待",
    processing: "正在绘制",
    completed: "视频已完成",
    failed: "没有生成视频，积分已退回",
  },
  failures: {
    title: "任务失败的原因",
    text: "任务失败时 HTTP 状态仍为 200，原因写在任务状态中：",
    reasons: {
      fileType: "起始图片不是 JPEG、PNG 或 WEBP，已损坏，超过 6,400 万像素，或超过 10 MB。",
      inappropriate: "提示词包含此服务器管理员不允许的词语。",
      buildFailed: "两次尝试后仍无法绘制。",
      network: "起始图片无法在 10 秒内读取，或不在公网上。",
    },
  },
  files: {
    title: "下载视频",
    text: "链接无需密钥且无法猜测，支持 Range，完成后 24 小时内有效，之后返回 410。",
  },
  errors: {
    title: "错误",
    text: "出错时返回相应的 HTTP 状态，响应内容与之一致：",
    order: "检查顺序：路径、方法、密钥、频率、大小与类型、内容、积分。每个响应都带有 X-Request-Id。",
    meanings: {
      INVALID_REQUEST: "字段缺失或有误，消息中会说明是哪一个。",
      UNAUTHORIZED: "没有密钥，或密钥格式不对、不存在、已撤销。",
      INSUFFICIENT_CREDITS: "账户积分不足 40。",
      FORBIDDEN: "账户已停用。",
      TASK_NOT_FOUND: "此账户没有这个任务。",
      NOT_FOUND: "路径或文件不存在。",
      METHOD_NOT_ALLOWED: "此路径不支持该方法；Allow 列出了支持的方法。",
      IDEMPOTENCY_CONFLICT: "该 Idempotency-Key 已用于其他内容，或首次请求仍在处理。",
      EXPIRED: "链接已超过 24 小时。",
      PAYLOAD_TOO_LARGE: "请求内容超过 64 KB。",
      UNSUPPORTED_MEDIA_TYPE: "内容类型不是 application/json。",
      RATE_LIMITED: "超出套餐的频率限制；请等待 Retry-After 所示的秒数。",
      INTERNAL_ERROR: "服务器出错。请把 X-Request-Id 告知管理员。",
    },
  },
  limits: {
    title: "频率与积分",
    text: "按账户计数，同一账户的所有密钥合并计算，以一分钟为周期。套餐与积分由管理员设定。",
    plan: "套餐",
    perMinute: "每分钟请求数",
    headers:
      "使用有效密钥时，每个响应（包括错误）都带有 X-RateLimit-Limit、X-RateLimit-Remaining 和 X-RateLimit-Reset（Unix 秒）。",
    credits: "每次生成消耗 40 积分；查询状态和下载视频不收费。",
  },
  examples: {
    title: "示例",
    text: "完整的程序：提交、等待、保存两个视频。请先把密钥放入环境变量 REELKEEP_KEY。",
    language: "语言",
    copy: "复制",
    runAs: "运行",
  },
};
