"use client";

import { Share2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { Button } from "#components/ui/button";
import type { SharedThing } from "#lib/contract/share";

const ShareDialog = lazy(() =>
  import("#components/share/share-dialog").then((dialog) => ({ default: dialog.ShareDialog })),
);

interface ShareButtonProps {
  what: SharedThing;
  /** Its name, where it is one of several: the button is a small one then. */
  name?: string;
}

/** Opens the links of a video or a collection. */
export function ShareButton({ what, name }: ShareButtonProps) {
  const t = useTranslations("share");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        {...(name === undefined ? {} : { tone: "quiet", size: "small", "aria-label": t("shareNamed", { name }) })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Share2 aria-hidden />
        {t("share")}
      </Button>
      <Suspense>{open ? <ShareDialog what={what} onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
