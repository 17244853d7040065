"use client";

import { Ban, CircleAlert, PencilLine, RotateCw, TriangleAlert, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { TileFrame } from "#components/gallery/tile-frame";
import { Button } from "#components/ui/button";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useGenerationVerbs } from "#lib/client/use-generation-verbs";
import { usePrice } from "#lib/client/use-price";
import type { GenerationView } from "#lib/contract/studio";

const LOOKS = {
  failed: { icon: CircleAlert, mark: "text-bad-text" },
  unknown: { icon: TriangleAlert, mark: "text-doubt-text" },
  dismissed: { icon: Ban, mark: "text-gray-11" },
  cancelled: { icon: Ban, mark: "text-gray-11" },
};

/** States that end without a video. */
export type ProblemState = keyof typeof LOOKS;

interface ProblemTileProps {
  generation: GenerationView;
  state: ProblemState;
  onEdit: (generation: GenerationView) => void;
}

/** A generation that ended without a video: what happened, and what can be done. */
export function ProblemTile({ generation, state, onEdit }: ProblemTileProps) {
  const t = useTranslations("tile");
  const sentence = useErrorSentence();
  const price = usePrice();
  const verbs = useGenerationVerbs(generation.id);
  const { icon: Icon, mark } = LOOKS[state];
  const reasons = {
    failed: sentence(generation.errorCode ?? "PROVIDER_FAILED"),
    unknown: generation.errorCode ? sentence(generation.errorCode) : t("doubt"),
    dismissed: t("dismissedText"),
    cancelled: t("cancelledText"),
  };
  const said = generation.providerMessage;
  const whole = said ? `“${said}” ${reasons[state]}` : reasons[state];
  return (
    <TileFrame label={`${t(state)}: ${generation.prompt.slice(0, 80)}`}>
      <div className="flex w-full flex-col gap-1 p-2.5">
        <p className={`flex items-start gap-1.5 text-xs font-medium ${mark}`}>
          <Icon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {t(state)}
        </p>
        <p className="line-clamp-1 text-xs break-words" title={generation.prompt}>
          {generation.prompt}
        </p>
        <p title={whole} className="line-clamp-3 text-xs break-words text-gray-11 @min-[220px]:line-clamp-4">
          {whole}
        </p>
        {state === "unknown" ? (
          <p aria-hidden className="mt-auto text-xs text-gray-11 tabular-nums @min-[330px]:hidden">
            {price(generation.priceCredits)}
          </p>
        ) : null}
        <div className={`flex flex-wrap gap-1.5 ${state === "unknown" ? "@min-[330px]:mt-auto" : "mt-auto"}`}>
          {state === "unknown" ? (
            <>
              <Button size="small" busy={verbs.busy} onClick={verbs.sendAgain} className="tabular-nums">
                <RotateCw aria-hidden className="@max-[200px]:hidden" />
                {t("sendAgain")}
                <span className="text-gray-11 @max-[330px]:sr-only">· {price(generation.priceCredits)}</span>
              </Button>
              <Button size="small" tone="quiet" busy={verbs.busy} onClick={verbs.dismiss}>
                <X aria-hidden className="@max-[200px]:hidden" />
                {t("dismiss")}
              </Button>
            </>
          ) : null}
          {state === "failed" && generation.creditCertainty === "in_doubt" ? (
            <>
              <Button size="small" busy={verbs.busy} onClick={() => verbs.resolveDoubt(true)} title={t("chargedHelp")}>
                {t("charged")}
              </Button>
              <Button size="small" busy={verbs.busy} onClick={() => verbs.resolveDoubt(false)} title={t("chargedHelp")}>
                {t("notCharged")}
              </Button>
            </>
          ) : null}
          {state === "unknown" ? null : (
            <Button size="small" tone="quiet" onClick={() => onEdit(generation)}>
              <PencilLine aria-hidden className="@max-[150px]:hidden" />
              {t("editAndRetry")}
            </Button>
          )}
        </div>
      </div>
    </TileFrame>
  );
}
