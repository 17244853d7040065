"use client";

import { Ban, CircleCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { setUserDisabledAction } from "#app/(studio)/admin/admin-actions";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Panel } from "#components/ui/page-frame";
import { runAction } from "#lib/client/run-action";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { Role } from "#lib/domain/roles";

interface UserRow {
  id: string;
  email: string;
  role: Role;
  createdAt: string;
  disabledAt: string | null;
  generations: number;
  spentCredits: number;
}

interface UsersPanelProps {
  users: readonly UserRow[];
  currentUserId: string;
}

/** Every account with what it made and spent; others can be disabled and enabled. */
export function UsersPanel({ users, currentUserId }: UsersPanelProps) {
  const t = useTranslations("admin");
  const format = useFormatter();
  const router = useRouter();
  const fault = useFaultToast();
  const [asking, setAsking] = useState<UserRow | null>(null);
  const [busy, setBusy] = useState<string | null>(null);

  const setDisabled = async (userId: string, disabled: boolean) => {
    setBusy(userId);
    const outcome = await runAction(() => setUserDisabledAction({ userId, disabled }));
    setBusy(null);
    setAsking(null);
    if (!outcome.ok) return fault(outcome.code);
    router.refresh();
  };

  return (
    <Panel title={t("users")}>
      <ul className="-my-3 flex flex-col">
        {users.map((user) => {
          const Icon = user.disabledAt ? Ban : CircleCheck;
          return (
            <li
              key={user.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-gray-6 py-3 last:border-b-0"
            >
              <p className="min-w-40 flex-1 max-md:basis-full">
                <span className="block truncate text-sm" title={user.email}>
                  {user.email}
                  {user.id === currentUserId ? <span className="text-gray-11"> ({t("you")})</span> : null}
                </span>
                <span className="block text-xs text-gray-11">
                  {t(`roles.${user.role}`)} ·{" "}
                  {t("joined", { when: format.dateTime(new Date(user.createdAt), { dateStyle: "medium" }) })}
                </span>
              </p>
              <dl className="flex gap-6 text-xs tabular-nums md:text-right">
                <div>
                  <dt className="text-gray-11">{t("generations")}</dt>
                  <dd>{format.number(user.generations)}</dd>
                </div>
                <div>
                  <dt className="text-gray-11">{t("spent")}</dt>
                  <dd>{format.number(user.spentCredits)}</dd>
                </div>
              </dl>
              <p
                className={`flex items-center gap-1.5 text-xs md:w-20 ${user.disabledAt ? "text-bad-text" : "text-good-text"}`}
              >
                <Icon aria-hidden className="size-3.5 shrink-0" />
                {user.disabledAt ? t("disabled") : t("active")}
              </p>
              <span className="ml-auto flex justify-end md:w-20">
                {user.id === currentUserId ? null : (
                  <Button
                    size="small"
                    busy={busy === user.id}
                    aria-label={
                      user.disabledAt
                        ? t("enableNamed", { email: user.email })
                        : t("disableNamed", { email: user.email })
                    }
                    onClick={() => (user.disabledAt ? setDisabled(user.id, false) : setAsking(user))}
                  >
                    {user.disabledAt ? t("enable") : t("disable")}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={asking !== null}
        title={t("disableTitle", { email: asking?.email ?? "" })}
        confirmLabel={t("disable")}
        busy={busy !== null}
        onConfirm={() => asking && setDisabled(asking.id, true)}
        onClose={() => setAsking(null)}
      >
        {t("disableText")}
      </ConfirmDialog>
    </Panel>
  );
}
