"use client";

import { ImageUp, Link2, LoaderCircle, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { ImageAddressLine } from "#components/composer/image-address-line";
import { Button } from "#components/ui/button";
import { uploadImage } from "#lib/client/upload-image";
import { useFaultToast } from "#lib/client/use-fault-toast";
import { useOfferedFile } from "#lib/client/use-offered-file";
import { UPLOAD_MEDIA_TYPES, UPLOAD_PATH, uploadNameIn } from "#lib/domain/uploads";

interface StartImageProps {
  url: string;
  /** Whether the line for adding one is shown. */
  adding: boolean;
  onChange: (url: string) => void;
  /** Whether a picture is on its way up: nothing should be sent before it is there. */
  onUploading: (uploading: boolean) => void;
  /** Done with adding: an image was set, or the line was left. */
  onDone: () => void;
}

function shortName(url: string): string {
  if (!URL.canParse(url)) return url;
  const { hostname, pathname } = new URL(url);
  return `${hostname}${pathname === "/" ? "" : `/…/${pathname.split("/").at(-1)}`}`;
}

function Chip({ icon, label, children }: { icon: ReactNode; label: string; children: ReactNode }) {
  return (
    <p className="flex max-w-full items-center gap-1.5 self-start rounded-control border border-gray-7 bg-gray-3 pl-2 text-xs">
      {icon}
      <span className="truncate py-1.5" title={label}>
        {label}
      </span>
      {children}
    </p>
  );
}

function ChipButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-label={label}
      onClick={onClick}
      className="flex size-8 shrink-0 items-center justify-center rounded-control text-gray-11 hover:bg-gray-5 hover:text-gray-12 pointer-coarse:size-10"
    >
      <X aria-hidden className="size-3.5" />
    </button>
  );
}

/**
 * The start image of the prompt bar: a picture that is picked, pasted or dropped anywhere on the page, or an
 * address. Pictures go up at once, so that sending never waits for them.
 */
export function StartImage({ url, adding, onChange, onUploading, onDone }: StartImageProps) {
  const t = useTranslations("startImage");
  const fault = useFaultToast();
  const picker = useRef<HTMLInputElement>(null);
  const choose = useRef<HTMLButtonElement>(null);
  const running = useRef<AbortController>(null);
  const [uploading, setUploading] = useState(false);
  const [said, setSaid] = useState("");
  const uploaded = uploadNameIn(url);
  const name = uploaded ? t("uploaded") : shortName(url);

  const stop = () => {
    running.current?.abort();
    running.current = null;
    setUploading(false);
    onUploading(false);
  };
  const take = async (file: File) => {
    stop();
    const controller = new AbortController();
    running.current = controller;
    setUploading(true);
    onUploading(true);
    setSaid(t("uploading"));
    const outcome = await uploadImage(file, controller.signal);
    if (running.current !== controller) return;
    stop();
    setSaid(outcome.ok ? t("added") : "");
    if (!outcome.ok) return fault(outcome.code);
    onChange(outcome.url);
    onDone();
  };
  const offered = useOfferedFile((file) => void take(file));

  const leave = useEffectEvent(() => running.current?.abort());
  useEffect(() => () => leave(), []);
  useEffect(() => {
    if (adding) choose.current?.focus();
  }, [adding]);

  return (
    <>
      <span role="status" className="sr-only">
        {said}
      </span>
      {offered ? (
        <div className="pointer-events-none fixed inset-2 z-40 flex items-center justify-center rounded-card border-2 border-dashed border-accent-9 bg-scrim">
          <p className="flex items-center gap-2 rounded-card bg-gray-3 px-4 py-3 text-sm font-medium shadow-float">
            <ImageUp aria-hidden className="size-5" />
            {t("drop")}
          </p>
        </div>
      ) : null}
      {uploading ? (
        <Chip icon={<LoaderCircle aria-hidden className="size-4 animate-spin text-gray-11" />} label={t("uploading")}>
          <ChipButton label={t("stop")} onClick={stop} />
        </Chip>
      ) : null}
      {url && !uploading ? (
        <Chip
          icon={
            uploaded ? (
              <img src={`${UPLOAD_PATH}${uploaded}`} alt="" className="my-1 -ml-1 size-8 rounded-[4px] object-cover" />
            ) : (
              <Link2 aria-hidden className="size-3.5 shrink-0 text-gray-11" />
            )
          }
          label={name}
        >
          <ChipButton
            label={t("remove", { name })}
            onClick={() => {
              onChange("");
              onDone();
            }}
          />
        </Chip>
      ) : null}
      <input
        ref={picker}
        type="file"
        accept={UPLOAD_MEDIA_TYPES.join(",")}
        aria-label={t("file")}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file) void take(file);
        }}
      />
      {adding && !url && !uploading ? (
        <div className="flex flex-wrap items-start gap-2">
          <Button
            ref={choose}
            onClick={() => picker.current?.click()}
            onKeyDown={(event) => {
              if (event.key === "Escape") onDone();
            }}
            title={t("ways")}
          >
            <ImageUp aria-hidden />
            {t("choose")}
          </Button>
          <ImageAddressLine
            onUse={(address) => {
              onChange(address);
              onDone();
            }}
            onClose={onDone}
          />
        </div>
      ) : null}
    </>
  );
}
