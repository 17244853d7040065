import Link from "next/link";
import { useTranslations } from "next-intl";
import { MessagePage } from "#components/message-page";
import { buttonClasses } from "#components/ui/button";

export default function VideoNotFound() {
  const t = useTranslations("video");
  const common = useTranslations("common");
  return (
    <MessagePage
      title={t("notFoundTitle")}
      text={t("notFoundText")}
      action={
        <Link href="/" className={buttonClasses()}>
          {common("backToLibrary")}
        </Link>
      }
    />
  );
}
