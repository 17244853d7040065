"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Combine, LoaderCircle } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { v7 as uuidv7 } from "uuid";
import { stitchChainAction } from "#app/(studio)/video/video-actions";
import { Button } from "#components/ui/button";
import { runAction } from "#lib/client/run-action";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { INDEX_KEY } from "#lib/client/use-library-index";

/** Has the chain that ends with a video made into one, and leads to the page where that comes to be. */
export function StitchButton({ videoId, clips }: { videoId: string; clips: number }) {
  const t = useTranslations("video");
  const client = useQueryClient();
  const router = useRouter();
  const fault = useFaultToast();
  const [busy, setBusy] = useState(false);
  // Asked again after a lost answer, it is the same one.
  const newId = useRef<string>(undefined);
  const stitch = async () => {
    newId.current ??= uuidv7();
    const asked = newId.current;
    setBusy(true);
    const outcome = await runAction(() => stitchChainAction({ videoId, newId: asked }));
    setBusy(false);
    if (!outcome.ok) return fault(outcome.code);
    newId.current = undefined;
    void client.invalidateQueries({ queryKey: INDEX_KEY });
    router.push(`/video/${outcome.data.videoId}`);
  };
  return (
    <Button busy={busy} title={t("stitchHelp")} onClick={stitch}>
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : <Combine aria-hidden />}
      {t("stitch", { count: clips })}
    </Button>
  );
}
