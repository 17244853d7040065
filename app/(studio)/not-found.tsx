import Link from "next/link";
import { useTranslations } from "next-intl";
import { MessagePage } from "#components/message-page";
import { buttonClasses } from "#components/ui/button";

export default function StudioNotFound() {
  const t = useTranslations("notFound");
  const common = useTranslations("common");
  return (
    <MessagePage
      title={t("title")}
      text={t("text")}
      action={
        <Link href="/" className={buttonClasses()}>
          {common("backToLibrary")}
        </Link>
      }
    />
  );
}
