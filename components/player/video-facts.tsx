"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CreditsWords } from "#components/credits-words";
import { CopyButton } from "#components/ui/copy-button";
import { clock } from "#lib/client/estimate";
import { useConnectionName } from "#lib/client/use-connection-name";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { frameRateOf } from "#lib/domain/frames";
import { isMode } from "#lib/domain/modes";

const BYTES_PER_MEGABYTE = 1_000_000;

/** Codecs as the probe calls them, and as people do. */
const CODEC_NAMES = new Map([
  ["avc", "H.264"],
  ["hevc", "H.265"],
  ["av1", "AV1"],
  ["vp8", "VP8"],
  ["vp9", "VP9"],
]);

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b border-gray-6 py-1 last:border-b-0">
      <dt className="shrink-0 text-xs text-gray-11">{name}</dt>
      <dd className="min-w-0 text-right text-xs break-words tabular-nums">{children}</dd>
    </div>
  );
}

/** A fact whose value is long or is needed elsewhere: cut to one line, with a button that copies all of it. */
function CopyableFact({ name, value }: { name: string; value: string }) {
  const t = useTranslations("video");
  return (
    <Fact name={name}>
      <span className="-mr-2.5 flex items-center justify-end">
        <span className="truncate font-mono" title={value}>
          {value}
        </span>
        <CopyButton text={value} label={t("copyFact", { name })} iconOnly />
      </span>
    </Fact>
  );
}

const LINK = "text-accent-11 underline underline-offset-2";

interface VideoFactsProps {
  generation: GenerationView;
  video: VideoView;
  /** A video of what it was made from, where there is one to go to. */
  parentVideoId: string | null;
}

/** Everything that is known of one video. */
export function VideoFacts({ generation, video, parentVideoId }: VideoFactsProps) {
  const t = useTranslations("video");
  const composer = useTranslations("composer");
  const format = useFormatter();
  const connectionName = useConnectionName();
  const moment = (instant: string) => format.dateTime(new Date(instant), { dateStyle: "medium", timeStyle: "medium" });
  const { submittedAt, finishedAt, taskId, mode, parentId, relation } = generation;
  const isStitched = video.clipIds !== null;
  const rate = frameRateOf(video);
  const [imageUrl] = generation.imageUrls;
  return (
    <dl>
      {parentId ? (
        <Fact name={t(`relations.${relation ?? "none"}`)}>
          {video.clipIds ? `${t("clips", { count: video.clipIds.length })} · ` : null}
          {parentVideoId ? (
            <Link href={`/video/${parentVideoId}`} className={LINK}>
              {t("openParent")}
            </Link>
          ) : (
            t("parentGone")
          )}
        </Fact>
      ) : null}
      {isStitched ? null : (
        <>
          <Fact name={t("mode")}>{isMode(mode) ? composer(`modes.${mode}`) : mode}</Fact>
          <Fact name={t("ratio")}>{generation.ratio}</Fact>
        </>
      )}
      {video.width && video.height ? <Fact name={t("resolution")}>{`${video.width} × ${video.height}`}</Fact> : null}
      {video.durationSeconds !== null ? (
        <Fact name={t("duration")}>{t("durationValue", { seconds: video.durationSeconds })}</Fact>
      ) : null}
      {video.frames !== null ? (
        <Fact name={t("frames")}>{t("framesValue", { frames: video.frames, rate: rate.perSecond })}</Fact>
      ) : null}
      {video.codec ? <Fact name={t("codec")}>{CODEC_NAMES.get(video.codec) ?? video.codec}</Fact> : null}
      {video.sizeBytes !== null ? (
        <Fact name={t("size")}>{t("sizeValue", { megabytes: video.sizeBytes / BYTES_PER_MEGABYTE })}</Fact>
      ) : null}
      <Fact name={t("created")}>{moment(generation.createdAt)}</Fact>
      {submittedAt && finishedAt ? (
        <>
          <Fact name={t("finished")}>{moment(finishedAt)}</Fact>
          <Fact name={t("took")}>{clock((Date.parse(finishedAt) - Date.parse(submittedAt)) / 1_000)}</Fact>
        </>
      ) : null}
      <Fact name={t("credits")}>{isStitched ? t("stitchedFree") : <CreditsWords generation={generation} />}</Fact>
      {isStitched ? null : (
        <Fact name={t("connection")}>
          {generation.connection.kind === "preview" ? connectionName({ kind: "preview" }) : generation.connection.name}
        </Fact>
      )}
      {imageUrl ? (
        <Fact name={t("startImage")}>
          <a href={imageUrl} target="_blank" rel="noreferrer noopener" className={`block truncate ${LINK}`}>
            {imageUrl}
          </a>
        </Fact>
      ) : null}
      <CopyableFact name={t("fileName")} value={video.fileName} />
      {taskId ? <CopyableFact name={t("taskId")} value={taskId} /> : null}
      {video.sha256 ? <CopyableFact name={t("sha256")} value={video.sha256} /> : null}
    </dl>
  );
}
