import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EnginePanel } from "#components/admin/engine-panel";
import { InvitesPanel } from "#components/admin/invites-panel";
import { UsersPanel } from "#components/admin/users-panel";
import { PageFrame } from "#components/ui/page-frame";
import { listEngineUsers } from "#lib/accounts/engine-accounts";
import { listUsers } from "#lib/accounts/list-users";
import { listInvites } from "#lib/auth/invites";
import { requireSession } from "#lib/auth/session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("admin");
  return { title: t("title") };
}

export default async function AdminPage() {
  const { user } = await requireSession();
  if (user.role !== "admin") notFound();
  const [t, users, engineUsers, invites] = await Promise.all([
    getTranslations("admin"),
    listUsers(),
    listEngineUsers(),
    listInvites(),
  ]);
  return (
    <PageFrame title={t("title")} wide>
      <UsersPanel users={users} currentUserId={user.id} />
      <EnginePanel users={engineUsers} />
      <InvitesPanel invites={invites} />
    </PageFrame>
  );
}
