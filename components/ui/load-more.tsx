"use client";

import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import { Button } from "#components/ui/button";

/** How far below the window the next page is fetched. */
const AHEAD = "800px";

interface LoadMoreProps {
  loading: boolean;
  failed: boolean;
  onLoad: () => void;
}

/** The end of a list: loads by itself as it comes near, and by a button where it doesn't. */
export function LoadMore({ loading, failed, onLoad }: LoadMoreProps) {
  const t = useTranslations("gallery");
  const common = useTranslations("common");
  const end = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(() => {
    if (!loading && !failed) onLoad();
  });
  useEffect(() => {
    if (!end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && near(), { rootMargin: AHEAD });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={end} className="flex flex-col items-center gap-2 py-6">
      {failed ? (
        <p role="alert" className="text-xs text-bad-text">
          {t("loadFailed")}
        </p>
      ) : null}
      <Button busy={loading} onClick={onLoad}>
        {failed ? common("tryAgain") : t("loadMore")}
      </Button>
    </div>
  );
}
