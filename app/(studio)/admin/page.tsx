import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { InvitesPanel } from "#components/admin/invites-panel";
import { UsersPanel } from "#components/admin/users-panel";
import { PageFrame } from "#components/ui/page-frame";
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
  const [t, users, invites] = await Promise.all([getTranslations("admin"), listUsers(), listInvites()]);
  return (
    <PageFrame title={t("title")} wide>
      <UsersPanel users={users} currentUserId={user.id} />
      <InvitesPanel invites={invites} />
    </PageFrame>
  );
}
