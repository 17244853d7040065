"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { grantCreditsAction } from "#app/(studio)/admin/engine-actions";
import { Button } from "#components/ui/button";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import type { EngineAccountKind } from "#lib/domain/plans";

interface GrantFormProps {
  userId: string;
  kind: EngineAccountKind;
  email: string;
}

/** Adds credits to one account on the built-in engine; a negative number takes some away. */
export function GrantForm({ userId, kind, email }: GrantFormProps) {
  const t = useTranslations("admin.engine");
  const format = useFormatter();
  const router = useRouter();
  const fault = useFaultToast();
  const [amount, setAmount] = useState("");
  const [busy, setBusy] = useState(false);
  const credits = Number(amount);
  const isUsable = amount.trim() !== "" && Number.isSafeInteger(credits) && credits !== 0;

  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy || !isUsable) return;
    setBusy(true);
    const outcome = await runAction(() => grantCreditsAction({ userId, kind, credits }));
    setBusy(false);
    if (!outcome.ok) return fault(outcome.code);
    setAmount("");
    showToast({ tone: "good", text: t("granted", { credits: format.number(outcome.data.balanceCredits) }) });
    router.refresh();
  };

  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex items-center gap-2">
      <input
        type="number"
        inputMode="numeric"
        step={1}
        aria-label={t("amountOf", { account: t(kind), email })}
        placeholder={t("amount")}
        title={t("amountHint")}
        value={amount}
        onChange={(event) => setAmount(event.target.value)}
        className="h-9 w-28 rounded-control border border-gray-8 bg-gray-1 px-3 text-base tabular-nums md:text-sm pointer-coarse:h-10"
      />
      <Button type="submit" busy={busy} aria-disabled={!isUsable}>
        {t("grant")}
      </Button>
    </form>
  );
}
