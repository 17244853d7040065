"use client";

import { PencilLine, RotateCw, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { CreditsWords } from "#components/credits-words";
import { AdoptButton } from "#components/queue/adopt-button";
import { StateWords } from "#components/state-words";
import { Button } from "#components/ui/button";
import { draftOf } from "#lib/client/composer-draft";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useDraft } from "#lib/client/use-draft";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useGenerationVerbs } from "#lib/client/use-generation-verbs";
import { usePrice } from "#lib/client/use-price";
import type { GenerationView } from "#lib/contract/studio";
import { isMode } from "#lib/domain/modes";

/** One generation that wants a decision or has ended: what was sent, when and where to, and what can be done. */
export function QueueRow({ userId, generation }: { userId: string; generation: GenerationView }) {
  const t = useTranslations("queue");
  const tile = useTranslations("tile");
  const composer = useTranslations("composer");
  const format = useFormatter();
  const router = useRouter();
  const sentence = useErrorSentence();
  const price = usePrice();
  const connectionName = useConnectionName();
  const verbs = useGenerationVerbs(generation.id);
  const [draft, change] = useDraft(userId);
  const { state, mode, connection, submittedAt, createdAt, errorCode, providerMessage, imageUrls } = generation;
  const when = format.dateTime(new Date(submittedAt ?? createdAt), { dateStyle: "medium", timeStyle: "medium" });
  const facts = [
    t(submittedAt ? "sent" : "asked", { when }),
    connection.kind === "preview" ? connectionName({ kind: "preview" }) : connection.name,
    isMode(mode) ? composer(`modes.${mode}`) : mode,
    generation.ratio,
  ];
  const editAndRetry = () => {
    change(draftOf(generation, draft, "retry"));
    router.push("/");
  };
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3 py-3 first:pt-0 last:pb-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="text-sm break-words whitespace-pre-wrap">{generation.prompt}</p>
        <p className="mt-1 text-xs break-words text-gray-11 tabular-nums">{facts.join(" · ")}</p>
        {imageUrls.map((url) => (
          <p key={url} className="mt-1 text-xs break-all text-gray-11">
            {url}
          </p>
        ))}
        <p className="mt-2 flex flex-wrap gap-x-3 gap-y-1 text-xs tabular-nums">
          <StateWords generation={generation} />
          <CreditsWords generation={generation} />
        </p>
        {errorCode ? (
          <p className="mt-1 text-xs break-words text-gray-11">
            {providerMessage ? `“${providerMessage}” ` : null}
            {sentence(errorCode)}
          </p>
        ) : null}
      </div>
      <div className="flex flex-wrap gap-2">
        {state === "unknown" ? (
          <>
            <Button busy={verbs.busy} onClick={verbs.sendAgain} className="tabular-nums">
              <RotateCw aria-hidden />
              {tile("sendAgain")} · {price(generation.priceCredits)}
            </Button>
            <Button tone="quiet" busy={verbs.busy} onClick={verbs.dismiss}>
              <X aria-hidden />
              {tile("dismiss")}
            </Button>
            <AdoptButton connections={[connection]} generationId={generation.id} />
            {errorCode === "RESTORED" ? (
              <Button tone="quiet" busy={verbs.busy} onClick={() => verbs.resolveDoubt(false)}>
                {t("notSent")}
              </Button>
            ) : null}
          </>
        ) : null}
        {state === "failed" && generation.creditCertainty === "in_doubt" ? (
          <>
            <Button busy={verbs.busy} title={tile("chargedHelp")} onClick={() => verbs.resolveDoubt(true)}>
              {tile("charged")}
            </Button>
            <Button busy={verbs.busy} title={tile("chargedHelp")} onClick={() => verbs.resolveDoubt(false)}>
              {tile("notCharged")}
            </Button>
          </>
        ) : null}
        {state === "failed" || state === "cancelled" ? (
          <Button tone="quiet" onClick={editAndRetry}>
            <PencilLine aria-hidden />
            {tile("editAndRetry")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
