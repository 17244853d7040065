"use client";

import { useTranslations } from "next-intl";
import { MessagePage } from "#components/message-page";
import { Button } from "#components/ui/button";

interface CrashProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function StudioError({ error, reset }: CrashProps) {
  const t = useTranslations("crash");
  const common = useTranslations("common");
  return (
    <MessagePage
      title={t("title")}
      text={error.digest ? `${t("text")} ${t("reference", { digest: error.digest })}` : t("text")}
      action={<Button onClick={reset}>{common("tryAgain")}</Button>}
    />
  );
}
