"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { setConfirmAboveAction } from "#app/(studio)/prompt-actions";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Panel } from "#components/ui/page-frame";
import { readField } from "#lib/client/credentials";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { CONFIRM_ABOVE_MAX_CREDITS } from "#lib/contract/prompts";

/** Above how many credits a batch is confirmed once more. */
export function ConfirmPanel({ credits }: { credits: number }) {
  const t = useTranslations("settings.batches");
  const toast = useTranslations("toast");
  const fault = useFaultToast();
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wanted = Number(readField(event.currentTarget, "credits"));
    setBusy(true);
    const outcome = await runAction(() => setConfirmAboveAction({ credits: wanted }));
    setBusy(false);
    if (outcome.ok) showToast({ tone: "good", text: toast("saved") });
    else fault(outcome.code);
  };
  return (
    <div id="batches" className="scroll-mt-14">
      <Panel title={t("title")} text={t("text")}>
        <form onSubmit={save} className="flex items-end gap-2">
          <Field
            label={t("credits")}
            name="credits"
            type="number"
            inputMode="numeric"
            required
            min={0}
            max={CONFIRM_ABOVE_MAX_CREDITS}
            step={1}
            defaultValue={credits}
            className="w-40"
          />
          <Button type="submit" size="large" busy={busy}>
            {t("save")}
          </Button>
        </form>
      </Panel>
    </div>
  );
}
