import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { Composer } from "#components/composer/composer";
import { Gallery } from "#components/gallery/gallery";
import { listStudioConnections } from "#lib/accounts/studio-connections";
import { requireSession } from "#lib/auth/session";
import { parseLook } from "#lib/domain/gallery-look";
import { confirmAboveOf } from "#lib/prompts/confirm-above";
import { uploadReach } from "#lib/uploads/upload-reach";

export default async function LibraryPage() {
  const { user } = await requireSession();
  const [t, connections, jar, reach, confirmAbove] = await Promise.all([
    getTranslations("gallery"),
    listStudioConnections(user.id),
    cookies(),
    uploadReach(),
    confirmAboveOf(user.id),
  ]);
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <div className="flex flex-1 flex-col pb-6">
        <Gallery userId={user.id} connections={connections} drawnLook={parseLook(jar.get("gallery")?.value)} />
      </div>
      <div className="prompt-dock pointer-events-none sticky bottom-[calc(56px+env(safe-area-inset-bottom))] z-10 flex justify-center px-2 pt-6 pb-2 md:bottom-0 md:px-4 md:pb-4 [&>*]:pointer-events-auto">
        <Composer userId={user.id} connections={connections} reach={reach} confirmAbove={confirmAbove} />
      </div>
    </>
  );
}
