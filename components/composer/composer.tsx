"use client";

import { Clapperboard, LoaderCircle, Sparkles, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type FocusEvent,
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { ComposerHints } from "#components/composer/composer-hints";
import { RatioChoice } from "#components/composer/ratio-choice";
import { StartImageButton, StartImageChip, StartImageLine } from "#components/composer/start-image";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/select";
import { COUNT_MAX, submissionOf } from "#lib/client/composer-draft";
import { readDraft } from "#lib/client/draft-store";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useDraft } from "#lib/client/use-draft";
import { useConnectionPrice } from "#lib/client/use-price";
import { useSettledAttempt } from "#lib/client/use-settled-attempt";
import { useSubmit } from "#lib/client/use-submit";
import type { ConnectionView } from "#lib/contract/studio";
import { MODES } from "#lib/domain/modes";
import { PROMPT_MAX_CHARACTERS, promptLength } from "#lib/domain/prompts";

/** The bar grows to this many lines, then scrolls. */
const LINES_MAX = 6;
const COUNTS = Array.from({ length: COUNT_MAX }, (_, index) => String(index + 1));

interface ComposerProps {
  userId: string;
  connections: readonly ConnectionView[];
}

/** The prompt bar, docked under the gallery: from words to a purchase, with the price on the button. */
export function Composer({ userId, connections }: ComposerProps) {
  const t = useTranslations("composer");
  const nameOf = useConnectionName();
  const price = useConnectionPrice();
  const router = useRouter();
  const [draft, change] = useDraft(userId);
  const { sending, submit } = useSubmit(userId);
  const [expanded, setExpanded] = useState(false);
  const [addingImage, setAddingImage] = useState(false);
  const prompt = useRef<HTMLTextAreaElement>(null);

  const connection = connections.find(({ id }) => id === draft.connectionId) ?? connections[0];
  const tokens = connections.filter(({ kind }) => kind === "grokimagine").length;
  const length = promptLength(draft.prompt);
  const sendable = Boolean(connection?.usable) && draft.prompt.trim() !== "" && length <= PROMPT_MAX_CHARACTERS;
  const open = expanded || draft.prompt !== "" || draft.imageUrl !== "";

  // Words typed before the page came alive are in the textarea and nowhere else. A kept draft outranks them.
  const form = useRef<HTMLFormElement>(null);
  const adopt = useEffectEvent(() => {
    const typed = prompt.current?.value ?? "";
    if (typed !== "" && readDraft(userId).prompt === "") change({ prompt: typed });
    if (form.current?.contains(document.activeElement)) setExpanded(true);
  });
  useLayoutEffect(() => adopt(), []);

  const isStillInBar = (content: string) => {
    const current = readDraft(userId);
    return connection !== undefined && JSON.stringify(submissionOf(current, connection.id)) === content;
  };
  useSettledAttempt(userId, sending, (content) => {
    if (isStillInBar(content)) change({ prompt: "", imageUrl: "", parentId: null });
  });

  // Another part of the page filled the bar: bring the writer to it.
  const source = draft.parentId;
  useEffect(() => {
    if (source) prompt.current?.focus();
  }, [source]);

  // On a phone the bar folds again when an empty one is left by a tap elsewhere.
  useEffect(() => {
    if (!expanded) return;
    const leave = (event: PointerEvent) => {
      if (event.target instanceof Node && !form.current?.contains(event.target)) setExpanded(false);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [expanded]);

  const send = async () => {
    if (sending) return;
    if (!connection || !sendable) {
      prompt.current?.focus();
      return;
    }
    const content = JSON.stringify(submissionOf(draft, connection.id));
    if (!(await submit(draft, connection))) return;
    // What is left for previews has changed.
    if (connection.previewCredits !== null) router.refresh();
    // Words typed while it was on its way stay.
    if (isStillInBar(content)) {
      setAddingImage(false);
      change({ prompt: "", imageUrl: "", parentId: null });
    }
    prompt.current?.focus();
    window.scrollTo({ top: 0 });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void send();
  };
  const onBlur = (event: FocusEvent<HTMLFormElement>) => {
    if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) setExpanded(false);
  };

  return (
    <form
      ref={form}
      aria-label={t("title")}
      method="post"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
      onKeyDown={onKeyDown}
      onFocus={() => setExpanded(true)}
      onBlur={onBlur}
      className="flex w-full max-w-[880px] flex-col gap-2.5 rounded-card border border-gray-7 bg-gray-2 p-2.5 shadow-float transition-colors has-[textarea:focus-visible]:border-accent-8"
    >
      {draft.parentId ? (
        <p className="flex items-center justify-between pl-1 text-xs text-gray-11">
          {t(`from.${draft.relation ?? "remix"}`)}
          <Button tone="quiet" size="small" onClick={() => change({ prompt: "", imageUrl: "", parentId: null })}>
            <X aria-hidden />
            {t("clear")}
          </Button>
        </p>
      ) : null}
      <textarea
        ref={prompt}
        name="prompt"
        rows={Math.min(LINES_MAX, draft.prompt.split("\n").length)}
        aria-label={t("prompt")}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        aria-invalid={length > PROMPT_MAX_CHARACTERS || undefined}
        placeholder={t("placeholder")}
        value={draft.prompt}
        onChange={(event) => change({ prompt: event.target.value })}
        className="field-sizing-content max-h-[156px] min-h-9 w-full resize-none overflow-y-auto rounded-control bg-transparent px-1.5 py-1.5 text-base outline-none"
      />
      {draft.imageUrl ? <StartImageChip url={draft.imageUrl} onChange={(imageUrl) => change({ imageUrl })} /> : null}
      {addingImage && !draft.imageUrl ? (
        <StartImageLine
          onUse={(imageUrl) => {
            change({ imageUrl });
            setAddingImage(false);
            prompt.current?.focus();
          }}
          onClose={() => setAddingImage(false)}
        />
      ) : null}
      <div className={`empty:hidden has-[>:empty]:hidden ${open ? "" : "max-md:hidden"}`}>
        <ComposerHints draft={draft} connection={connection} />
      </div>
      <div
        className={`flex-wrap items-center gap-2 min-[834px]:max-lg:gap-1.5 min-[834px]:pointer-fine:flex-nowrap lg:flex-nowrap ${open ? "flex" : "hidden md:flex"}`}
      >
        <StartImageButton open={addingImage} onToggle={() => setAddingImage(!addingImage)} />
        <Select
          label={t("mode")}
          icon={<Clapperboard />}
          value={draft.mode}
          onChange={(mode) => change({ mode })}
          options={MODES.map((mode) => ({ value: mode, label: t(`modes.${mode}`) }))}
          className="shrink-0"
        />
        <RatioChoice
          value={draft.ratio}
          markRefusable={connection?.kind === "grokimagine"}
          onChange={(ratio) => change({ ratio })}
          className="shrink-0 max-md:order-1 max-md:w-full md:max-lg:[&_label]:px-1.5"
        />
        <Select
          label={t("count")}
          value={String(draft.count)}
          onChange={(count) => change({ count: Number(count) })}
          options={COUNTS.map((count) => ({ value: count, label: `×${count}` }))}
          className="shrink-0"
        />
        {connection ? (
          <Select
            label={t("connection")}
            value={connection.id}
            onChange={(connectionId) => change({ connectionId })}
            options={connections.map((option) => ({
              value: option.id,
              label: nameOf(tokens > 1 ? option : { kind: option.kind }),
            }))}
            className="min-w-0 max-md:flex-1 md:max-w-52"
          />
        ) : null}
        <Button
          type="submit"
          tone="primary"
          busy={sending}
          aria-disabled={!sendable}
          className="ml-auto shrink-0 tabular-nums max-[833px]:w-full max-md:order-2 max-lg:pointer-coarse:w-full max-md:h-11"
        >
          {sending ? (
            <LoaderCircle aria-hidden className="animate-spin" />
          ) : (
            <Sparkles aria-hidden className="min-[834px]:max-lg:pointer-fine:hidden" />
          )}
          {sending ? t("sending") : t("generate")}
          <span className="font-normal">· {price(connection, draft.count)}</span>
        </Button>
      </div>
    </form>
  );
}
