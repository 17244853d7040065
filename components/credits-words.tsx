"use client";

import { useTranslations } from "next-intl";
import type { GenerationView } from "#lib/contract/studio";
import { isInFlight } from "#lib/domain/generation-state";

/** What a generation cost, or may cost, in words. */
export function CreditsWords({ generation }: { generation: GenerationView }) {
  const t = useTranslations("credits");
  const { consumedCredits, creditCertainty, priceCredits, state, connection, relation } = generation;
  if (relation === "stitch") return t("stitched");
  if (connection.kind === "preview") {
    if (isInFlight(state)) return t("preview");
    // The engine's own credits, where the administrator gave previews a price.
    if (consumedCredits) return t("previewCredits", { credits: consumedCredits });
    return t(state === "succeeded" ? "freePreview" : "none");
  }
  if (isInFlight(state)) return t("held", { credits: priceCredits });
  if (state === "unknown" || creditCertainty === "in_doubt")
    return t("inDoubt", { credits: consumedCredits ?? priceCredits });
  if (!consumedCredits) return t("none");
  return t(creditCertainty === "assumed" ? "assumed" : "settled", { credits: consumedCredits });
}
