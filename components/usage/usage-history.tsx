"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { CreditsWords } from "#components/credits-words";
import { StateWords } from "#components/state-words";
import { LoadMore } from "#components/ui/load-more";
import { generationsOf } from "#lib/client/library-cache";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useErrorSentence } from "#lib/client/use-error-sentence";
import { useLibrary } from "#lib/client/use-library";
import type { GenerationView } from "#lib/contract/studio";
import { isMode } from "#lib/domain/modes";

function HistoryRow({ generation }: { generation: GenerationView }) {
  const composer = useTranslations("composer");
  const format = useFormatter();
  const sentence = useErrorSentence();
  const connectionName = useConnectionName();
  const { connection, mode, errorCode, providerMessage, state, videos } = generation;
  const [first] = videos;
  const facts = [
    format.dateTime(new Date(generation.createdAt), { dateStyle: "medium", timeStyle: "short" }),
    isMode(mode) ? composer(`modes.${mode}`) : mode,
    generation.ratio,
    connection.kind === "preview" ? connectionName({ kind: "preview" }) : connection.name,
  ];
  const told = state === "failed" || state === "unknown" || state === "queued";
  return (
    <tr className="border-t border-gray-6 align-top">
      <td className="py-3 pr-4 pl-4">
        {first ? (
          <Link
            href={`/video/${first.id}`}
            prefetch={false}
            title={generation.prompt}
            className="line-clamp-2 text-sm break-words hover:underline"
          >
            {generation.prompt}
          </Link>
        ) : (
          <p title={generation.prompt} className="line-clamp-2 text-sm break-words">
            {generation.prompt}
          </p>
        )}
        <p className="mt-0.5 text-xs text-gray-11 tabular-nums">{facts.join(" · ")}</p>
        <p className="mt-1 sm:hidden">
          <StateWords generation={generation} />
        </p>
        {told && errorCode ? (
          <p className="mt-1 text-xs break-words text-gray-11">
            {providerMessage ? `“${providerMessage}” ` : null}
            {sentence(errorCode)}
          </p>
        ) : null}
      </td>
      <td className="w-44 py-3 pr-4 max-sm:hidden">
        <StateWords generation={generation} />
      </td>
      <td className="w-28 py-3 pr-4 text-right text-xs tabular-nums sm:w-36">
        <CreditsWords generation={generation} />
      </td>
    </tr>
  );
}

/** Every prompt with its state and its credits, newest first. */
export function UsageHistory() {
  const t = useTranslations("usage");
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = useLibrary();
  const generations = generationsOf(data);
  if (generations.length === 0)
    return <p className="rounded-card border border-gray-6 bg-gray-2 p-4 text-sm text-gray-11">{t("empty")}</p>;
  return (
    <>
      <table className="w-full table-fixed rounded-card border border-gray-6 bg-gray-2 [border-collapse:separate] [border-spacing:0]">
        <thead>
          <tr className="text-left text-xs text-gray-11">
            <th scope="col" className="py-2.5 pl-4 font-medium">
              {t("prompt")}
            </th>
            <th scope="col" className="w-44 py-2.5 font-medium max-sm:hidden">
              {t("state")}
            </th>
            <th scope="col" className="w-28 py-2.5 pr-4 text-right font-medium sm:w-36">
              {t("credits")}
            </th>
          </tr>
        </thead>
        <tbody className="[&_td]:border-t [&_td]:border-gray-6">
          {generations.map((generation) => (
            <HistoryRow key={generation.id} generation={generation} />
          ))}
        </tbody>
      </table>
      {hasNextPage ? (
        <LoadMore loading={isFetchingNextPage} failed={isFetchNextPageError} onLoad={() => void fetchNextPage()} />
      ) : null}
    </>
  );
}
