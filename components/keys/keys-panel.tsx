"use client";

import { KeyRound } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { useState } from "react";
import { revokeKeyAction } from "#app/(studio)/settings/key-actions";
import { CreateKeyForm } from "#components/keys/create-key-form";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { CopyButton } from "#components/ui/copy-button";
import { Panel } from "#components/ui/page-frame";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { ApiAccess, ApiKeyView } from "#lib/contract/studio";
import { REQUESTS_PER_MINUTE } from "#lib/domain/plans";

/** Keys for the built-in API: make one, copy it while it is shown, take it back. */
export function KeysPanel({ access }: { access: ApiAccess }) {
  const t = useTranslations("keys");
  const format = useFormatter();
  const now = useNow();
  const router = useRouter();
  const fault = useFaultToast();
  const [made, setMade] = useState<{ view: ApiKeyView; secret: string } | null>(null);
  const [asking, setAsking] = useState<ApiKeyView | null>(null);
  const [busy, setBusy] = useState(false);

  const revoke = async (key: ApiKeyView) => {
    setBusy(true);
    const outcome = await runAction(() => revokeKeyAction({ keyId: key.id }));
    setBusy(false);
    setAsking(null);
    if (!outcome.ok) return fault(outcome.code);
    if (made?.view.id === key.id) setMade(null);
    showToast({ tone: "good", text: t("revoked") });
    router.refresh();
  };

  return (
    <Panel
      title={t("title")}
      text={
        <>
          {t("text")}{" "}
          <Link href="/docs/api" className="font-medium whitespace-nowrap text-accent-11 underline underline-offset-2">
            {t("docs")}
          </Link>
        </>
      }
    >
      {access.account ? <AccountFacts account={access.account} /> : null}
      <CreateKeyForm
        onMade={(key) => {
          setMade(key);
          router.refresh();
        }}
      />
      {made ? (
        <div role="status" className="flex flex-col gap-1 rounded-control border border-good-line bg-good-wash p-3">
          <p className="text-xs text-good-text">{t("shownOnce", { name: made.view.name })}</p>
          <div className="flex items-center gap-2">
            <p className="min-w-0 flex-1 font-mono text-xs break-all">{made.secret}</p>
            <CopyButton text={made.secret} label={t("copy")} />
          </div>
        </div>
      ) : null}
      {access.keys.length === 0 ? null : (
        <ul className="-mb-2 flex flex-col">
          {access.keys.map((key) => (
            <li key={key.id} className="flex items-center gap-3 border-t border-gray-6 py-2.5">
              <KeyRound aria-hidden className="size-4 shrink-0 text-gray-11" />
              <p className="min-w-0 flex-1">
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <span className="truncate text-sm" title={key.name}>
                    {key.name}
                  </span>
                  <span className="font-mono text-xs text-gray-11">{key.prefix}…</span>
                </span>
                <span className="block text-xs text-gray-11">
                  {t("created", { when: format.dateTime(new Date(key.createdAt), { dateStyle: "medium" }) })}
                  {" · "}
                  {key.lastUsedAt
                    ? t("lastUsed", { when: format.relativeTime(new Date(key.lastUsedAt), now) })
                    : t("neverUsed")}
                </span>
              </p>
              <Button size="small" aria-label={t("revokeNamed", { name: key.name })} onClick={() => setAsking(key)}>
                {t("revoke")}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={asking !== null}
        title={t("revokeTitle", { name: asking?.name ?? "" })}
        confirmLabel={t("revokeConfirm")}
        busy={busy}
        onConfirm={() => asking && revoke(asking)}
        onClose={() => setAsking(null)}
      >
        {t("revokeText")}
      </ConfirmDialog>
    </Panel>
  );
}

function AccountFacts({ account }: { account: NonNullable<ApiAccess["account"]> }) {
  const t = useTranslations("keys");
  const format = useFormatter();
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm tabular-nums">
      <div>
        <dt className="text-xs text-gray-11">{t("plan")}</dt>
        <dd>
          {t(`plans.${account.plan}`)}{" "}
          <span className="text-gray-11">({t("limit", { count: REQUESTS_PER_MINUTE[account.plan] })})</span>
        </dd>
      </div>
      <div>
        <dt className="text-xs text-gray-11">{t("credits")}</dt>
        <dd>{account.balanceCredits === null ? t("unlimited") : format.number(account.balanceCredits)}</dd>
      </div>
    </dl>
  );
}
