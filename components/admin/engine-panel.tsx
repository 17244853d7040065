"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { setEnginePlanAction } from "#app/(studio)/admin/engine-actions";
import { GrantForm } from "#components/admin/grant-form";
import { Panel } from "#components/ui/page-frame";
import { Select } from "#components/ui/select";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { EngineUserView } from "#lib/contract/studio";
import { type EngineAccountKind, PLANS, type Plan, REQUESTS_PER_MINUTE } from "#lib/domain/plans";

/** Plans and credits on the built-in engine, by account. Previews are listed only where they cost credits. */
export function EnginePanel({ users }: { users: readonly EngineUserView[] }) {
  const t = useTranslations("admin.engine");
  return (
    <Panel title={t("title")} text={t("text")}>
      <ul className="-my-3 flex flex-col">
        {users.map((user) => (
          <li key={user.userId} className="flex flex-col gap-2 border-b border-gray-6 py-3 last:border-b-0">
            <p className="truncate text-sm" title={user.email}>
              {user.email}
            </p>
            <AccountRow user={user} kind="api" />
            {user.studio?.balanceCredits == null ? null : <AccountRow user={user} kind="studio" />}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function AccountRow({ user, kind }: { user: EngineUserView; kind: EngineAccountKind }) {
  const t = useTranslations("admin.engine");
  const keys = useTranslations("keys");
  const format = useFormatter();
  const router = useRouter();
  const fault = useFaultToast();
  const [chosen, setChosen] = useState<Plan | null>(null);
  const account = user[kind];
  const plan = chosen ?? account?.plan ?? "free";

  const setPlan = async (next: Plan) => {
    setChosen(next);
    const outcome = await runAction(() => setEnginePlanAction({ userId: user.userId, kind, plan: next }));
    if (!outcome.ok) {
      setChosen(null);
      return fault(outcome.code);
    }
    showToast({ tone: "good", text: t("planSet", { plan: keys(`plans.${next}`) }) });
    router.refresh();
  };

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="w-24 text-xs text-gray-11">{t(kind)}</p>
      <Select
        label={t("planOf", { account: t(kind), email: user.email })}
        value={plan}
        onChange={setPlan}
        options={PLANS.map((option) => ({
          value: option,
          label: t("planOption", { plan: keys(`plans.${option}`), count: REQUESTS_PER_MINUTE[option] }),
        }))}
        className="w-56 max-w-full"
      />
      <p className="min-w-24 flex-1 text-xs text-gray-11 tabular-nums">
        {account?.balanceCredits == null
          ? t("noAccount")
          : t("balance", { credits: format.number(account.balanceCredits) })}
      </p>
      <GrantForm userId={user.userId} kind={kind} email={user.email} />
    </div>
  );
}
