import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { MessagesFor } from "#components/messages-for";
import { ThemeProvider } from "#components/theme-provider";
import { TimeZoneCookie } from "#components/time-zone-cookie";
import { Toaster } from "#components/ui/toaster";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app");
  return {
    title: { default: t("name"), template: `%s · ${t("name")}` },
    description: t("description"),
    applicationName: t("name"),
    appleWebApp: { title: t("name"), statusBarStyle: "black-translucent" },
    referrer: "same-origin",
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = {
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: dark)", color: "#0b0c0e" },
    { media: "(prefers-color-scheme: light)", color: "#fcfcfd" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, sent] = await Promise.all([getLocale(), headers()]);
  return (
    <html lang={locale} className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <MessagesFor namespaces={["common", "crash"]}>
          <ThemeProvider nonce={sent.get("x-nonce") ?? undefined}>
            {children}
            <Toaster />
            <TimeZoneCookie />
          </ThemeProvider>
        </MessagesFor>
      </body>
    </html>
  );
}
