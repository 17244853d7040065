"use client";

import { useTranslations } from "next-intl";
import { MessagePage } from "#components/message-page";
import { Button } from "#components/ui/button";

export interface CrashProps {
  error: Error & { digest?: string };
  /** Asks the server anew; what failed there fails again from what the browser has. */
  retry: () => void;
}

/** What stands in the place of a page that failed. */
export function CrashPage({ error, retry }: CrashProps) {
  const t = useTranslations("crash");
  const common = useTranslations("common");
  return (
    <MessagePage
      title={t("title")}
      text={error.digest ? `${t("text")} ${t("reference", { digest: error.digest })}` : t("text")}
      action={<Button onClick={retry}>{common("tryAgain")}</Button>}
    />
  );
}
