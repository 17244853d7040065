"use client";

import { ImagePlus, Link2, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { judgeImageAddress } from "#lib/client/image-address";

interface StartImageProps {
  url: string;
  onChange: (url: string) => void;
}

function shortName(url: string): string {
  if (!URL.canParse(url)) return url;
  const { hostname, pathname } = new URL(url);
  return `${hostname}${pathname === "/" ? "" : `/…/${pathname.split("/").at(-1)}`}`;
}

/** The start image that is set, with the way to take it off. */
export function StartImageChip({ url, onChange }: StartImageProps) {
  const t = useTranslations("composer");
  return (
    <p className="flex max-w-full items-center gap-1.5 self-start rounded-control border border-gray-7 bg-gray-3 pl-2 text-xs">
      <Link2 aria-hidden className="size-3.5 shrink-0 text-gray-11" />
      <span className="truncate" title={url}>
        {shortName(url)}
      </span>
      <button
        type="button"
        aria-label={t("removeImage", { host: shortName(url) })}
        onClick={() => onChange("")}
        className="flex size-7 shrink-0 items-center justify-center rounded-control text-gray-11 hover:bg-gray-5 hover:text-gray-12 pointer-coarse:size-10"
      >
        <X aria-hidden className="size-3.5" />
      </button>
    </p>
  );
}

/** A button that opens a line for the address of a start image. */
export function StartImageButton({ open, onToggle }: { open: boolean; onToggle: () => void }) {
  const t = useTranslations("composer");
  return (
    <Button
      aria-label={t("addImage")}
      title={t("addImage")}
      aria-expanded={open}
      onClick={onToggle}
      className="w-9 px-0 pointer-coarse:w-10"
    >
      <ImagePlus aria-hidden />
    </Button>
  );
}

interface StartImageLineProps {
  onUse: (url: string) => void;
  onClose: () => void;
}

/** The line for an address. It stands inside the form of the prompt bar, so Enter is caught here. */
export function StartImageLine({ onUse, onClose }: StartImageLineProps) {
  const t = useTranslations("composer");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState("");
  const [wrong, setWrong] = useState(false);
  useEffect(() => input.current?.focus(), []);
  const use = () => {
    const url = address.trim();
    if (judgeImageAddress(url) === "invalid") {
      setWrong(true);
      input.current?.focus();
    } else onUse(url);
  };
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <input
          ref={input}
          type="url"
          inputMode="url"
          autoComplete="off"
          aria-label={t("imageUrl")}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${id}-error` : undefined}
          placeholder={t("imagePlaceholder")}
          value={address}
          onChange={(event) => {
            setAddress(event.target.value);
            setWrong(false);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              use();
            }
            if (event.key === "Escape") onClose();
          }}
          className="h-9 min-w-0 flex-1 rounded-control border border-gray-8 bg-gray-1 px-3 text-base aria-invalid:border-bad-text md:text-sm pointer-coarse:h-10"
        />
        <Button onClick={use}>{t("useImage")}</Button>
      </div>
      {wrong ? (
        <p id={`${id}-error`} role="alert" className="text-xs text-bad-text">
          {t("imageInvalid")}
        </p>
      ) : null}
    </div>
  );
}
