import { Play } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";

/** Height of a row that is not stretched, in pixels. */
const ROW_PX = 220;

interface SharedGridProps {
  path: string;
  videos: readonly {
    ref: string;
    prompt: string | null;
    width: number | null;
    height: number | null;
    hasPoster: boolean;
  }[];
}

/** The videos of a shared collection in rows, each in its own shape. */
export function SharedGrid({ path, videos }: SharedGridProps) {
  const t = useTranslations("shared");
  return (
    <ul className="flex flex-wrap gap-1">
      {videos.map(({ ref, prompt, width, height, hasPoster }, place) => {
        const aspect = width && height ? width / height : 1;
        const name = prompt ? t("openPrompt", { prompt: prompt.slice(0, 80) }) : t("openNumber", { number: place + 1 });
        return (
          <li key={ref} style={{ flexGrow: aspect * 100, flexBasis: `min(100%, ${Math.round(aspect * ROW_PX)}px)` }}>
            <Link
              href={{ pathname: path, query: { v: ref } }}
              aria-label={name}
              title={prompt ?? undefined}
              style={{ aspectRatio: aspect }}
              className="group relative block w-full overflow-hidden rounded-control bg-gray-3"
            >
              {hasPoster ? (
                <img
                  src={`${path}/poster/${ref}`}
                  alt=""
                  loading="lazy"
                  decoding="async"
                  className="absolute inset-0 size-full object-cover"
                />
              ) : null}
              <span
                aria-hidden
                className="absolute right-2 bottom-2 flex size-7 items-center justify-center rounded-full bg-gray-1/80 text-gray-12 opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 pointer-coarse:opacity-100"
              >
                <Play className="size-3.5 fill-current" />
              </span>
            </Link>
          </li>
        );
      })}
      <li aria-hidden className="h-0 grow-[10000]" />
    </ul>
  );
}
