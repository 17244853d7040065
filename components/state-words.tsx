"use client";

import { Ban, CircleAlert, CircleCheck, Clock, CloudDownload, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { GenerationView } from "#lib/contract/studio";

const LOOKS = {
  queued: { icon: Clock, mark: "text-gray-11" },
  submitting: { icon: LoaderCircle, mark: "text-gray-11" },
  waiting: { icon: LoaderCircle, mark: "text-gray-11" },
  running: { icon: LoaderCircle, mark: "text-gray-11" },
  ready: { icon: CircleCheck, mark: "text-good-text" },
  archiving: { icon: CloudDownload, mark: "text-gray-11" },
  lost: { icon: TriangleAlert, mark: "text-bad-text" },
  failed: { icon: CircleAlert, mark: "text-bad-text" },
  unknown: { icon: TriangleAlert, mark: "text-doubt-text" },
  dismissed: { icon: Ban, mark: "text-gray-11" },
  cancelled: { icon: Ban, mark: "text-gray-11" },
};

function shownState(generation: GenerationView): keyof typeof LOOKS {
  if (generation.state !== "succeeded") return generation.state;
  const states = generation.videos.map((video) => video.archiveState);
  if (states.includes("lost")) return "lost";
  return states.length > 0 && states.every((state) => state === "ready") ? "ready" : "archiving";
}

/** Where a generation stands, by icon and word. */
export function StateWords({ generation }: { generation: GenerationView }) {
  const t = useTranslations("tile");
  const state = shownState(generation);
  const { icon: Icon, mark } = LOOKS[state];
  return (
    <span className={`inline-flex items-start gap-1.5 text-xs ${mark}`}>
      <Icon aria-hidden className={`mt-0.5 size-3.5 shrink-0 ${Icon === LoaderCircle ? "animate-spin" : ""}`} />
      {t(state)}
    </span>
  );
}
