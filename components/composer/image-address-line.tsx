"use client";

import { useTranslations } from "next-intl";
import { useId, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { judgeImageAddress } from "#lib/client/image-address";

interface ImageAddressLineProps {
  onUse: (url: string) => void;
  onClose: () => void;
}

/** The line for an address. It stands inside the form of the prompt bar, so Enter is caught here. */
export function ImageAddressLine({ onUse, onClose }: ImageAddressLineProps) {
  const t = useTranslations("startImage");
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [address, setAddress] = useState("");
  const [wrong, setWrong] = useState(false);
  const use = () => {
    const url = address.trim();
    if (judgeImageAddress(url) === "invalid") {
      setWrong(true);
      input.current?.focus();
    } else onUse(url);
  };
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <div className="flex items-center gap-2">
        <input
          ref={input}
          type="url"
          inputMode="url"
          autoComplete="off"
          aria-label={t("address")}
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? `${id}-error` : undefined}
          placeholder={t("addressPlaceholder")}
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
        <Button onClick={use}>{t("use")}</Button>
      </div>
      {wrong ? (
        <p id={`${id}-error`} role="alert" className="text-xs text-bad-text">
          {t("addressInvalid")}
        </p>
      ) : null}
    </div>
  );
}
