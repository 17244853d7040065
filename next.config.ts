import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// Messages are compiled while building: the browser then needs no parser for them.
const withNextIntl = createNextIntlPlugin({
  requestConfig: "./lib/i18n/request.ts",
  experimental: {
    messages: { path: "./lib/i18n/messages", format: "json", locales: ["en", "zh-CN"], precompile: true },
  },
});

const SECURITY_HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** Shared pages and bytes: who has the link is told to nobody, and no search engine keeps it. */
const SHARE_HEADERS = [
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Robots-Tag", value: "noindex, nofollow, noarchive" },
];

const config: NextConfig = {
  typedRoutes: true,
  // Types are checked by `npm test`; a newcomer's first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  reactCompiler: true,
  poweredByHeader: false,
  agentRules: false,
  experimental: { agentUpgrade: false },
  // Loaded by Node itself: WebAssembly and native modules that a bundler would break.
  serverExternalPackages: [
    "@aws-sdk/client-s3",
    "@aws-sdk/lib-storage",
    "@aws-sdk/s3-request-presigner",
    "@electric-sql/pglite",
    "@ffmpeg/core",
    "@napi-rs/canvas",
    "@node-rs/argon2",
    "mediabunny",
    "pg",
    "pg-boss",
    "pino",
    "rate-limiter-flexible",
    "sharp",
    "undici",
  ],
  // What a link's preview needs is in the head for whoever draws it, not streamed after it.
  htmlLimitedBots: /.*/,
  headers: async () => [
    { source: "/(.*)", headers: SECURITY_HEADERS },
    // Its address is a secret: where a picture leads, nobody is told where it lies.
    { source: "/api/uploads/:file", headers: [{ key: "Referrer-Policy", value: "no-referrer" }] },
    { source: "/s/:path*", headers: SHARE_HEADERS },
  ],
};

export default withNextIntl(config);
