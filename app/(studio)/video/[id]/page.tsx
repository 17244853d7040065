import { Combine, Download, FlaskConical } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { cache } from "react";
import { CompareButton } from "#components/compare/compare-button";
import { LineagePanel } from "#components/lineage/lineage-panel";
import { VideoMarks } from "#components/organise/video-marks";
import { MakeMore } from "#components/player/make-more";
import { NotPlayable } from "#components/player/not-playable";
import { StitchButton } from "#components/player/stitch-button";
import { Takes } from "#components/player/takes";
import { VideoFacts } from "#components/player/video-facts";
import { VideoNav } from "#components/player/video-nav";
import { VideoPlayer } from "#components/player/video-player";
import { ShareButton } from "#components/share/share-button";
import { buttonClasses } from "#components/ui/button";
import { CopyButton } from "#components/ui/copy-button";
import { requireSession } from "#lib/auth/session";
import { AppError } from "#lib/domain/app-error";
import { aspectOf } from "#lib/domain/ratios";
import { readChain } from "#lib/generations/chain";
import { getVideo } from "#lib/generations/get-video";
import { lineageOf } from "#lib/generations/lineage";
import { collectionsOf } from "#lib/library/collections-of";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TITLE_CHARACTERS = 60;

const load = cache(async (userId: string, videoId: string) => {
  if (!UUID.test(videoId)) notFound();
  try {
    return await getVideo(userId, videoId);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: PageProps<"/video/[id]">): Promise<Metadata> {
  const [{ user }, { id }] = await Promise.all([requireSession(), params]);
  const { generation } = await load(user.id, id);
  return { title: generation.prompt.slice(0, TITLE_CHARACTERS) };
}

export default async function VideoPage({ params }: PageProps<"/video/[id]">) {
  const [{ user }, { id }] = await Promise.all([requireSession(), params]);
  const [{ generation, video }, t] = await Promise.all([load(user.id, id), getTranslations("video")]);
  const [lineage, chain, collections] = await Promise.all([
    lineageOf(user.id, generation.id),
    readChain(user.id, video.id),
    collectionsOf(user.id, video.id),
  ]);
  const parentVideoId =
    generation.parentVideoId ?? lineage.nodes.find((node) => node.id === generation.parentId)?.videoId ?? null;
  const clips = video.clipIds?.length ?? 0;
  const aspect = video.width && video.height ? video.width / video.height : aspectOf(generation.ratio);
  const siblings = generation.videos.length > 1;
  const ready = video.archiveState === "ready";
  return (
    <div className="grid flex-1 grid-cols-[minmax(0,1fr)] content-start gap-4 p-3 md:p-4 lg:grid-cols-[minmax(0,1fr)_340px] lg:grid-rows-[auto_1fr] lg:gap-6">
      <div className="flex flex-col gap-3">
        <VideoNav videoId={video.id} generationId={generation.id} />
        {ready ? (
          <VideoPlayer
            key={video.id}
            userId={user.id}
            generation={generation}
            video={video}
            aspect={aspect}
            siblings={siblings}
          />
        ) : (
          <NotPlayable generation={generation} video={video} aspect={aspect} siblings={siblings} />
        )}
        {siblings ? <Takes takes={generation.videos} currentId={video.id} aspect={aspect} /> : null}
      </div>
      <aside aria-label={t("facts")} className="flex flex-col gap-4 lg:row-span-2 lg:pt-11">
        {clips > 0 ? (
          <p className="flex items-start gap-2 text-xs text-gray-11">
            <Combine aria-hidden className="mt-px size-4 shrink-0" />
            <span className="text-pretty">{t("stitchedFrom", { count: clips })}</span>
          </p>
        ) : null}
        {generation.connection.kind === "preview" ? (
          <p className="flex items-start gap-2 text-xs text-gray-11">
            <FlaskConical aria-hidden className="mt-px size-4 shrink-0" />
            <span className="text-pretty">{t("previewLabel")}</span>
          </p>
        ) : null}
        <section aria-labelledby="prompt-title">
          <div className="-mr-2.5 flex items-center justify-between">
            <h1 id="prompt-title" className="text-sm font-medium">
              {t("prompt")}
            </h1>
            <CopyButton text={generation.prompt} label={t("copyPrompt")} />
          </div>
          <p
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a long prompt scrolls, and the keyboard must reach it.
            tabIndex={0}
            className="mt-1 max-h-72 overflow-y-auto rounded-control text-sm break-words whitespace-pre-wrap"
          >
            {generation.prompt}
          </p>
        </section>
        <div className="flex flex-wrap gap-2">
          {ready ? (
            <a
              href={`/api/videos/${video.id}?download=1`}
              download={video.fileName}
              className={buttonClasses("primary")}
            >
              <Download aria-hidden />
              {t("download")}
            </a>
          ) : null}
          {ready ? <ShareButton what={{ kind: "video", id: video.id }} /> : null}
          <MakeMore userId={user.id} generation={generation} video={video} />
          {ready ? <CompareButton generation={generation} video={video} family={lineage.nodes} /> : null}
          {chain.length > 1 && chain.every((clip) => clip.ready) ? (
            <StitchButton videoId={video.id} clips={chain.length} />
          ) : null}
        </div>
        <VideoMarks key={video.id} video={video} collections={collections} />
        <VideoFacts generation={generation} video={video} parentVideoId={parentVideoId} />
      </aside>
      <LineagePanel lineage={lineage} generationId={generation.id} videoId={video.id} />
    </div>
  );
}
