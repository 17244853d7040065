"use client";

import { Link2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { createInviteAction, revokeInviteAction } from "#app/(studio)/admin/admin-actions";
import { Button } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { Panel } from "#components/ui/page-frame";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";

interface InvitesPanelProps {
  invites: readonly { id: string; createdAt: string; expiresAt: string }[];
}

/** Invitations: make one, copy its link while it is shown, take it back. */
export function InvitesPanel({ invites }: InvitesPanelProps) {
  const t = useTranslations("admin");
  const format = useFormatter();
  const router = useRouter();
  const fault = useFaultToast();
  const [busy, setBusy] = useState<string | null>(null);
  const [made, setMade] = useState<{ url: string; expiresAt: string } | null>(null);
  const moment = (instant: string) => format.dateTime(new Date(instant), { dateStyle: "medium", timeStyle: "short" });

  const create = async () => {
    setBusy("new");
    const outcome = await runAction(() => createInviteAction());
    setBusy(null);
    if (!outcome.ok) return fault(outcome.code);
    setMade(outcome.data);
    router.refresh();
  };
  const revoke = async (inviteId: string) => {
    setBusy(inviteId);
    const outcome = await runAction(() => revokeInviteAction({ inviteId }));
    setBusy(null);
    if (!outcome.ok) return fault(outcome.code);
    setMade(null);
    showToast({ tone: "good", text: t("revoked") });
    router.refresh();
  };

  return (
    <Panel title={t("invites")} text={t("invitesText")}>
      <Button tone="primary" busy={busy === "new"} onClick={create} className="self-start">
        {t("createInvite")}
      </Button>
      {made ? (
        <div role="status" className="flex flex-col gap-1 rounded-control border border-gray-7 bg-gray-3 p-3">
          <p className="text-xs text-gray-11">{t("newInvite", { when: moment(made.expiresAt) })}</p>
          <div className="flex items-center gap-2">
            <p className="min-w-0 flex-1 font-mono text-xs break-all">{made.url}</p>
            <CopyButton text={made.url} label={t("copyLink")} />
          </div>
        </div>
      ) : null}
      {invites.length === 0 ? (
        <p className="text-xs text-gray-11">{t("noInvites")}</p>
      ) : (
        <ul className="-mb-2 flex flex-col">
          {invites.map((invite) => (
            <li key={invite.id} className="flex items-center gap-3 border-t border-gray-6 py-2.5">
              <Link2 aria-hidden className="size-4 shrink-0 text-gray-11" />
              <p className="min-w-0 flex-1 text-xs tabular-nums">
                {t("inviteCreated", { when: moment(invite.createdAt) })}
                <span className="block text-gray-11">{t("inviteExpires", { when: moment(invite.expiresAt) })}</span>
              </p>
              <Button
                size="small"
                aria-label={t("revokeNamed", { when: moment(invite.createdAt) })}
                busy={busy === invite.id}
                onClick={() => revoke(invite.id)}
              >
                {t("revoke")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
