"use client";

import { Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button";
import type { SharedThing } from "#lib/contract/share";

const ShareDialog = lazy(() =>
  import("#components/share/share-dialog").then((dialog) => ({ default: dialog.ShareDialog })),
);

/** Opens the links of a video or a collection. */
export function ShareButton({ what }: { what: SharedThing }) {
  const t = useTranslations("share");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Share2 aria-hidden />
        {t("share")}
      </Button>
      <Suspense>{open ? <ShareDialog what={what} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
