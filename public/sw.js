// The service worker: a page of our own where the server can't be reached, and notifications on phones.
// It keeps nothing: no page, no byte and no answer is ever stored.

const WORDS = {
  en: {
    lang: "en",
    title: "The server can’t be reached",
    text: "Reelkeep runs on a server of yours or of your team. What it has begun goes on without this page. Check your connection, or start the server.",
    again: "Try again",
  },
  zh: {
    lang: "zh-CN",
    title: "无法连接服务器",
    text: "Reelkeep 运行在你或团队的服务器上，已开始的任务会继续进行。请检查网络连接，或启动服务器。",
    again: "重试",
  },
};

const STYLE = `
  :root { color-scheme: dark light; }
  body { margin: 0; min-height: 100dvh; display: grid; place-items: center; background: #0b0c0e; color: #edeef0; font: 14px/1.5 system-ui, sans-serif; }
  main { max-width: 44ch; padding: 64px 24px; text-align: center; }
  svg { width: 32px; height: 32px; }
  h1 { font-size: 18px; line-height: 1.4; margin: 16px 0 8px; }
  p { color: #b0b4ba; margin: 0 0 20px; }
  a { display: inline-block; padding: 10px 18px; border: 1px solid #43484e; border-radius: 6px; color: inherit; text-decoration: none; font-weight: 500; }
  a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
  @media (prefers-color-scheme: light) { body { background: #fcfcfd; color: #1c2024; } p { color: #60646c; } a { border-color: #cdced6; } }
`;

const MARK = `<svg viewBox="0 0 24 24" aria-hidden="true" fill="none"><circle cx="12" cy="12" r="9" stroke="currentColor" stroke-width="2"/><path d="M12 3a9 9 0 0 0 0 18z" fill="currentColor"/></svg>`;

async function words() {
  const chosen = await self.cookieStore?.get("locale").catch(() => null);
  return (chosen?.value ?? self.navigator.language).startsWith("zh") ? WORDS.zh : WORDS.en;
}

async function unreachable() {
  const { lang, title, text, again } = await words();
  const page = `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Reelkeep</title><style>${STYLE}</style></head><body><main>${MARK}<h1>${title}</h1><p>${text}</p><a href="">${again}</a></main></body></html>`;
  return new Response(page, {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
      "Cache-Control": "no-store",
    },
  });
}

/** Downloads, APIs and what strangers see go their own way. */
const NOT_OURS = /^\/(api|v1|s)\//;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  // The request for a page does not wait for this worker to start.
  event.waitUntil(self.registration.navigationPreload?.enable());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.mode !== "navigate" || NOT_OURS.test(new URL(request.url).pathname)) return;
  const answer = async () => {
    try {
      return (await event.preloadResponse) ?? (await fetch(request));
    } catch {
      return unreachable();
    }
  };
  event.respondWith(answer());
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = event.notification.data?.path ?? "/";
  const show = async () => {
    const [page] = await self.clients.matchAll({ type: "window" });
    if (!page) return self.clients.openWindow(path);
    await page.focus();
    await page.navigate(path);
  };
  event.waitUntil(show());
});
