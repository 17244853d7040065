"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button";
import { Notice } from "#components/ui/notice";
import { useErrorSentence } from "#lib/client/use-error-sentence";

interface KeptListNoticesProps {
  /** Why the last change was not taken: an error code; null where it was. */
  fault: string | null;
  /** Whether the list could not be loaded. */
  failed: boolean;
  onRetry: () => void;
}

/** What went wrong with a list that the server keeps. */
export function KeptListNotices({ fault, failed, onRetry }: KeptListNoticesProps) {
  const t = useTranslations("prompts");
  const sentence = useErrorSentence();
  return (
    <>
      {fault ? (
        <Notice tone="bad" role="alert">
          {sentence(fault)}
        </Notice>
      ) : null}
      {failed ? (
        <Notice
          tone="bad"
          role="alert"
          action={
            <Button size="small" onClick={onRetry}>
              {t("tryAgain")}
            </Button>
          }
        >
          {t("loadFailed")}
        </Notice>
      ) : null}
    </>
  );
}
