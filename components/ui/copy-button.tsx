"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button";

const CONFIRMED_MS = 1_800;

interface CopyButtonProps {
  text: string;
  /** What is copied, as the button says it: "Copy prompt". */
  label: string;
  /** Only the icon is drawn; the label stays for readers. */
  iconOnly?: boolean;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label, iconOnly = false }: CopyButtonProps) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), CONFIRMED_MS);
    } catch {
      setCopied(false);
    }
  };
  const Icon = copied ? Check : Copy;
  const words = copied ? t("copied") : label;
  return (
    <Button tone="quiet" size="small" onClick={copy} aria-label={words} title={iconOnly ? words : undefined}>
      <Icon aria-hidden />
      {iconOnly ? null : words}
    </Button>
  );
}
