import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { MessagePage } from "#components/message-page";
import { SharedFrame } from "#components/share/shared-frame";
import { SharedGrid } from "#components/share/shared-grid";
import { SharedPlayer } from "#components/share/shared-player";
import { UnlockForm } from "#components/share/unlock-form";
import { buttonClasses } from "#components/ui/button";
import { publicOrigin } from "#lib/http/public-origin";
import { openToStranger } from "#lib/http/share-door";
import type { SharedVideo } from "#lib/shares/open-share";

const TITLE_CHARACTERS = 60;

const load = cache(openToStranger);

/** What previews of the link show: title, poster and video; of one with a password or past its end nothing but that. */
export async function generateMetadata({ params }: PageProps<"/s/[token]">): Promise<Metadata> {
  const [{ token }, t, sent] = await Promise.all([params, getTranslations("shared"), headers()]);
  const opened = await load(token);
  const common: Metadata = { referrer: "no-referrer", robots: { index: false, follow: false, noarchive: true } };
  if (opened.state === "gone") return { ...common, title: t("goneTitle") };
  if (opened.state !== "open") return { ...common, title: t(`${opened.state}Title`) };
  const [first] = opened.videos;
  const title = opened.collection ?? first?.prompt?.slice(0, TITLE_CHARACTERS) ?? t("video");
  if (opened.isProtected) return { ...common, title: t("lockedTitle") };
  const link = `${publicOrigin(sent)}/s/${token}`;
  const description = opened.collection ? t("count", { count: opened.videos.length }) : t("with");
  const images = opened.videos.some(({ hasPoster }) => hasPoster) ? [{ url: `${link}/preview`, alt: title }] : [];
  const single = opened.collection === null && first;
  return {
    ...common,
    title,
    description,
    openGraph: {
      type: single ? "video.other" : "website",
      title,
      description,
      url: link,
      images,
      videos: single
        ? [
            {
              url: `${link}/video/${first.ref}`,
              type: first.mediaType,
              width: first.width ?? undefined,
              height: first.height ?? undefined,
            },
          ]
        : undefined,
    },
    twitter: { card: images.length > 0 ? "summary_large_image" : "summary", title, description, images },
  };
}

/** What somebody without an account sees of what was shared with them. */
export default async function SharedPage({ params, searchParams }: PageProps<"/s/[token]">) {
  const words = Promise.all([getTranslations("shared"), getTranslations("video")]);
  const [{ token }, { v }, [t, facts]] = await Promise.all([params, searchParams, words]);
  const opened = await load(token);
  if (opened.state === "gone") notFound();
  if (opened.state === "locked") {
    return (
      <SharedFrame>
        <MessagePage title={t("lockedTitle")} text={t("lockedText")} action={<UnlockForm token={token} />} />
      </SharedFrame>
    );
  }
  if (opened.state !== "open") {
    return (
      <SharedFrame>
        <MessagePage title={t(`${opened.state}Title`)} text={t(`${opened.state}Text`)} />
      </SharedFrame>
    );
  }
  const path = `/s/${token}`;
  const { collection, videos } = opened;
  const chosen = collection === null ? videos[0] : videos.find(({ ref }) => ref === v);
  if (v !== undefined && !chosen) notFound();
  if (chosen) {
    return (
      <SharedFrame>
        <h1 className="sr-only">{collection ?? t("video")}</h1>
        <div className="m-auto flex w-full flex-col gap-4 p-3 md:p-6">
          {collection === null ? null : <SharedNav path={path} name={collection} videos={videos} chosen={chosen} />}
          <SharedPlayer key={chosen.ref} path={path} video={chosen} />
          {chosen.isPreview ? <p className="text-center text-xs text-gray-11">{facts("previewLabel")}</p> : null}
        </div>
      </SharedFrame>
    );
  }
  return (
    <SharedFrame>
      {videos.length > 0 ? (
        <div className="p-3 md:p-6">
          <div className="mb-4 flex flex-wrap items-baseline gap-x-3">
            <h1 className="text-lg font-semibold break-words">{collection}</h1>
            <p className="text-xs text-gray-11 tabular-nums">{t("count", { count: videos.length })}</p>
          </div>
          <SharedGrid path={path} videos={videos} />
        </div>
      ) : (
        <MessagePage title={collection ?? ""} text={t("empty")} />
      )}
    </SharedFrame>
  );
}

interface SharedNavProps {
  path: string;
  name: string;
  videos: readonly SharedVideo[];
  chosen: SharedVideo;
}

/** Back to the collection, and to the videos beside this one. */
async function SharedNav({ path, name, videos, chosen }: SharedNavProps) {
  const t = await getTranslations("shared");
  const place = videos.indexOf(chosen);
  const beside = [
    { video: videos[place - 1], label: t("previous"), icon: ChevronLeft },
    { video: videos[place + 1], label: t("next"), icon: ChevronRight },
  ];
  return (
    <nav aria-label={t("nav")} className="flex items-center justify-between gap-3">
      <Link href={{ pathname: path }} className={`${buttonClasses("quiet")} min-w-0`}>
        <ArrowLeft aria-hidden />
        <span className="truncate">{name}</span>
      </Link>
      <div className="flex gap-1">
        {beside.map(({ video, label, icon: Icon }) =>
          video ? (
            <Link
              key={label}
              href={{ pathname: path, query: { v: video.ref } }}
              aria-label={label}
              title={label}
              className={`${buttonClasses("quiet")} size-9 px-0 pointer-coarse:size-10`}
            >
              <Icon aria-hidden />
            </Link>
          ) : null,
        )}
      </div>
    </nav>
  );
}
