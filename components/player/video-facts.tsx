"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CreditsWords } from "#components/credits-words";
import { CopyButton } from "#components/ui/copy-button";
import { clock } from "#lib/client/estimate";
import { useConnectionName } from "#lib/client/use-connection-name";
import type { GenerationView, VideoView } from "#lib/contract/studio";
import { isMode } from "#lib/domain/modes";

const BYTES_PER_MEGABYTE = 1_000_000;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b border-gray-6 py-1 last:border-b-0">
      <dt className="shrink-0 text-xs text-gray-11">{name}</dt>
      <dd className="min-w-0 text-right text-xs break-words tabular-nums">{children}</dd>
    </div>
  );
}

/** Everything that is known of one video. */
export function VideoFacts({ generation, video }: { generation: GenerationView; video: VideoView }) {
  const t = useTranslations("video");
  const composer = useTranslations("composer");
  const format = useFormatter();
  const connectionName = useConnectionName();
  const moment = (instant: string) => format.dateTime(new Date(instant), { dateStyle: "medium", timeStyle: "short" });
  const { submittedAt, finishedAt, taskId, mode } = generation;
  const [imageUrl] = generation.imageUrls;
  return (
    <dl>
      <Fact name={t("mode")}>{isMode(mode) ? composer(`modes.${mode}`) : mode}</Fact>
      <Fact name={t("ratio")}>{generation.ratio}</Fact>
      {video.width && video.height ? <Fact name={t("resolution")}>{`${video.width} × ${video.height}`}</Fact> : null}
      {video.durationSeconds !== null ? (
        <Fact name={t("duration")}>{t("durationValue", { seconds: video.durationSeconds })}</Fact>
      ) : null}
      {video.sizeBytes !== null ? (
        <Fact name={t("size")}>{t("sizeValue", { megabytes: video.sizeBytes / BYTES_PER_MEGABYTE })}</Fact>
      ) : null}
      <Fact name={t("created")}>{moment(generation.createdAt)}</Fact>
      {submittedAt && finishedAt ? (
        <Fact name={t("took")}>{clock((Date.parse(finishedAt) - Date.parse(submittedAt)) / 1_000)}</Fact>
      ) : null}
      <Fact name={t("credits")}>
        <CreditsWords generation={generation} />
      </Fact>
      <Fact name={t("connection")}>
        {generation.connection.kind === "preview" ? connectionName({ kind: "preview" }) : generation.connection.name}
      </Fact>
      {imageUrl ? (
        <Fact name={t("startImage")}>
          <a
            href={imageUrl}
            target="_blank"
            rel="noreferrer noopener"
            className="block truncate text-accent-11 underline underline-offset-2"
          >
            {imageUrl}
          </a>
        </Fact>
      ) : null}
      {taskId ? (
        <Fact name={t("taskId")}>
          <span className="-mr-2.5 flex items-center justify-end">
            <span className="truncate font-mono" title={taskId}>
              {taskId}
            </span>
            <CopyButton text={taskId} label={t("copyTaskId")} iconOnly />
          </span>
        </Fact>
      ) : null}
    </dl>
  );
}
