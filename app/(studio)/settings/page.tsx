import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KeysPanel } from "#components/keys/keys-panel";
import { ConfirmPanel } from "#components/settings/confirm-panel";
import { FileNamesPanel } from "#components/settings/file-names-panel";
import { PasswordPanel } from "#components/settings/password-panel";
import { SessionsPanel } from "#components/settings/sessions-panel";
import { TokenPanel } from "#components/settings/token-panel";
import { SharesPanel } from "#components/share/shares-panel";
import { LanguageChoice } from "#components/shell/language-choice";
import { ThemeChoice } from "#components/shell/theme-choice";
import { PageFrame, Panel } from "#components/ui/page-frame";
import { apiAccessOf } from "#lib/accounts/api-access";
import { listStudioConnections } from "#lib/accounts/studio-connections";
import { listSessions } from "#lib/auth/list-sessions";
import { requireSession } from "#lib/auth/session";
import { CREDITS_PER_GENERATION } from "#lib/domain/credits";
import { fileNameTemplateOf } from "#lib/library/file-name-template";
import { confirmAboveOf } from "#lib/prompts/confirm-above";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("settings");
  return { title: t("title") };
}

export default async function SettingsPage() {
  const { user, sessionId } = await requireSession();
  const [t, connections, sessions, access, confirmAbove, fileNameTemplate] = await Promise.all([
    getTranslations("settings"),
    listStudioConnections(user.id),
    listSessions(user.id, sessionId),
    apiAccessOf(user.id),
    confirmAboveOf(user.id),
    fileNameTemplateOf(user.id),
  ]);
  const preview = connections.find(({ kind }) => kind === "preview");
  const previewCredits = preview?.previewCredits ?? null;
  return (
    <PageFrame title={t("title")}>
      <TokenPanel connection={connections.find(({ kind }) => kind === "grokimagine") ?? null} />
      <Panel
        title={t("preview.title")}
        text={previewCredits === null ? t("preview.text") : t("preview.meteredText", { price: CREDITS_PER_GENERATION })}
      >
        {previewCredits === null ? null : (
          <p className="text-sm tabular-nums">{t("preview.left", { credits: previewCredits })}</p>
        )}
      </Panel>
      <SharesPanel />
      <ConfirmPanel credits={confirmAbove} />
      <KeysPanel access={access} />
      <Panel title={t("appearance.title")}>
        <div className="grid gap-3 sm:grid-cols-2">
          <ThemeChoice />
          <LanguageChoice />
        </div>
      </Panel>
      <FileNamesPanel template={fileNameTemplate} />
      <PasswordPanel />
      <SessionsPanel sessions={sessions} />
    </PageFrame>
  );
}
