import { useTranslations } from "next-intl";
import { MessagePage } from "#components/message-page";
import { SharedFrame } from "#components/share/shared-frame";

/** A link that was never given away, or was taken back. */
export default function SharedNotFound() {
  const t = useTranslations("shared");
  return (
    <SharedFrame>
      <MessagePage title={t("goneTitle")} text={t("goneText")} />
    </SharedFrame>
  );
}
