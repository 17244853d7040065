import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PasswordPanel } from "#components/settings/password-panel";
import { SessionsPanel } from "#components/settings/sessions-panel";
import { TokenPanel } from "#components/settings/token-panel";
import { LanguageChoice } from "#components/shell/language-choice";
import { ThemeChoice } from "#components/shell/theme-choice";
import { PageFrame, Panel } from "#components/ui/page-frame";
import { listSessions } from "#lib/auth/list-sessions";
import { requireSession } from "#lib/auth/session";
import { listConnections } from "#lib/connections/list-connections";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function SettingsPage() {
  const { user, sessionId } = await requireSession();
  const [t, connections, sessions] = await Promise.all([
    getTranslations("settings"),
    listConnections(user.id),
    listSessions(user.id, sessionId),
  ]);
  return (
    <PageFrame title={t("title")}>
      <TokenPanel connection={connections.find(({ kind }) => kind === "grokimagine") ?? null} />
      <Panel title={t("preview.title")} text={t("preview.text")} />
      <Panel title={t("appearance.title")}>
        <div className="grid gap-3 sm:grid-cols-2">
          <ThemeChoice />
          <LanguageChoice />
        </div>
      </Panel>
      <PasswordPanel />
      <SessionsPanel sessions={sessions} />
    </PageFrame>
  );
}
