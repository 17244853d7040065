"use client";

import { Clapperboard } from "lucide-react";
import { useTranslations } from "next-intl";
import { RatioChoice } from "#components/composer/ratio-choice";
import { Select } from "#components/ui/select";
import { COUNT_MAX, type ComposerDraft } from "#lib/client/composer-draft";
import { useConnectionName } from "#lib/client/use-connection-name";
import type { ConnectionView } from "#lib/contract/studio";
import { MODES } from "#lib/domain/modes";

const COUNTS = Array.from({ length: COUNT_MAX }, (_, index) => String(index + 1));

interface ComposerOptionsProps {
  draft: ComposerDraft;
  connection: ConnectionView | undefined;
  connections: readonly ConnectionView[];
  onChange: (change: Partial<ComposerDraft>) => void;
}

/** How a prompt is sent: mode, shape, how many, and where to. All of it is remembered. */
export function ComposerOptions({ draft, connection, connections, onChange }: ComposerOptionsProps) {
  const t = useTranslations("composer");
  const nameOf = useConnectionName();
  const tokens = connections.filter(({ kind }) => kind === "grokimagine").length;
  return (
    <>
      <Select
        label={t("mode")}
        icon={<Clapperboard />}
        value={draft.mode}
        onChange={(mode) => onChange({ mode })}
        options={MODES.map((mode) => ({ value: mode, label: t(`modes.${mode}`) }))}
        className="shrink-0"
      />
      <RatioChoice
        value={draft.ratio}
        markRefusable={connection?.kind === "grokimagine"}
        onChange={(ratio) => onChange({ ratio })}
        className="shrink-0 max-md:order-1 max-md:w-full md:max-lg:[&_label]:px-1.5"
      />
      <Select
        label={t("count")}
        value={String(draft.count)}
        onChange={(count) => onChange({ count: Number(count) })}
        options={COUNTS.map((count) => ({ value: count, label: `×${count}` }))}
        className="shrink-0"
      />
      {connection ? (
        <Select
          label={t("connection")}
          value={connection.id}
          onChange={(connectionId) => onChange({ connectionId })}
          options={connections.map((option) => ({
            value: option.id,
            label: nameOf(tokens > 1 ? option : { kind: option.kind }),
          }))}
          className="min-w-0 max-md:flex-1 md:max-w-52"
        />
      ) : null}
    </>
  );
}
