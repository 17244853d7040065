"use client";

import { ArrowLeft, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type MouseEvent, useEffect, useEffectEvent } from "react";
import { buttonClasses } from "#components/ui/button";
import { useNeighbours } from "#lib/client/use-neighbours";
import { libraryIsBehind } from "#lib/client/way-back";

/** Places where arrow keys or Escape already mean something. */
const OWN_KEYS = "input, textarea, select, video, [contenteditable]";
const ON_TOP = "dialog[open], :popover-open";

function isOurs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  if (document.fullscreenElement || document.querySelector(ON_TOP)) return false;
  const isPlain = !(event.target instanceof Element && event.target.closest(OWN_KEYS));
  return isPlain || (event.key === "Escape" && event.target instanceof HTMLVideoElement);
}

/** The ways out of a video: back to where the library was left (Escape), and its neighbours there (arrow keys). */
export function VideoNav({ videoId, generationId }: { videoId: string; generationId: string }) {
  const t = useTranslations("video");
  const common = useTranslations("common");
  const router = useRouter();
  const { previousId, nextId } = useNeighbours(videoId, generationId);

  const goTo = (id: string | null) => {
    if (id) router.replace(`/video/${id}`, { scroll: false });
  };
  const leave = () => (libraryIsBehind() ? router.back() : router.push("/"));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isOurs(event)) return;
    if (event.key === "Escape") leave();
    if (event.key === "ArrowLeft") goTo(previousId);
    if (event.key === "ArrowRight") goTo(nextId);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  const onBack = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !libraryIsBehind()) return;
    event.preventDefault();
    router.back();
  };
  const neighbours = [
    { id: previousId, name: t("previous"), keys: "ArrowLeft", sign: "←", Icon: ChevronLeft },
    { id: nextId, name: t("next"), keys: "ArrowRight", sign: "→", Icon: ChevronRight },
  ];
  return (
    <div className="flex h-8 items-center gap-1 pointer-coarse:h-10">
      <Link
        href="/"
        onClick={onBack}
        aria-keyshortcuts="Escape"
        title={`${common("backToLibrary")} (Esc)`}
        className={`${buttonClasses("quiet", "small")} mr-auto -ml-2.5`}
      >
        <ArrowLeft aria-hidden />
        {common("backToLibrary")}
      </Link>
      {neighbours.map(({ id, name, keys, sign, Icon }) =>
        id ? (
          <Link
            key={keys}
            href={`/video/${id}`}
            replace
            scroll={false}
            prefetch={false}
            aria-label={name}
            aria-keyshortcuts={keys}
            title={`${name} (${sign})`}
            className={`${buttonClasses("quiet", "small")} w-8 px-0 pointer-coarse:w-10`}
          >
            <Icon aria-hidden />
          </Link>
        ) : (
          <span key={keys} aria-hidden className="flex w-8 justify-center text-gray-7 pointer-coarse:w-10">
            <Icon className="size-4" />
          </span>
        ),
      )}
    </div>
  );
}
