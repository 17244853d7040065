"use client";

import { FileInput } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AdoptDialog } from "#components/queue/adopt-dialog";
import { Button } from "#components/ui/button";
import type { ConnectionKind } from "#lib/domain/credits";

/** Opens the question for a task that was made elsewhere: for a new generation, or for one in doubt. */
export function AdoptButton({
  connections,
  generationId,
}: {
  connections: readonly { id: string; kind: ConnectionKind }[];
  generationId?: string;
}) {
  const t = useTranslations("adopt");
  const [open, setOpen] = useState(false);
  const tokensFirst = connections.toSorted((a, b) => a.kind.localeCompare(b.kind));
  return (
    <>
      {generationId ? (
        <Button tone="quiet" onClick={() => setOpen(true)}>
          {t("openOfDoubt")}
        </Button>
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          <FileInput aria-hidden />
          {t("open")}
        </Button>
      )}
      {open ? (
        <AdoptDialog connections={tokensFirst} generationId={generationId} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
