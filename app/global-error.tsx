"use client";

import "./globals.css";

/** Drawn where even the root failed: no translations are at hand, so it says it in both languages. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en" className="dark">
      <body>
        <title>Reelkeep</title>
        <main className="flex min-h-dvh flex-col items-center justify-center gap-3 px-6 text-center">
          <h1 className="text-lg font-semibold">Something went wrong</h1>
          <p className="max-w-[44ch] text-sm text-gray-11">
            The page could not be shown. Nothing that runs on the server was affected.
          </p>
          <p lang="zh-CN" className="max-w-[44ch] text-sm text-gray-11">
            页面无法显示，服务器上正在进行的任务不受影响。
          </p>
          {error.digest ? <p className="font-mono text-xs text-gray-11">{error.digest}</p> : null}
          <button
            type="button"
            onClick={() => window.location.reload()}
            className="rounded-control border border-gray-7 bg-gray-2 px-4 py-2 text-sm"
          >
            Try again · 重试
          </button>
        </main>
      </body>
    </html>
  );
}
