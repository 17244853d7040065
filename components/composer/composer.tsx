"use client";

import { Clapperboard, ImagePlus, LoaderCircle, Sparkles, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type FocusEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { RatioChoice } from "#components/composer/ratio-choice";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/select";
import { COUNT_MAX, emptied, lineageOf, NO_LINEAGE, promptsOf, sourceOf } from "#lib/client/composer-draft";
import { readDraft, writeDraft } from "#lib/client/draft-store";
import { useConnectionName } from "#lib/client/use-connection-name";
import { useDraft } from "#lib/client/use-draft";
import { useConnectionPrice } from "#lib/client/use-price";
import { useSettledAttempt } from "#lib/client/use-settled-attempt";
import { prepareToSend, useSubmit } from "#lib/client/use-submit";
import type { ConnectionView } from "#lib/contract/studio";
import { MODES } from "#lib/domain/modes";
import { PROMPT_MAX_CHARACTERS, promptLength } from "#lib/domain/prompts";
import { type UploadReach, uploadNameIn } from "#lib/domain/uploads";

const StartImage = lazy(() =>
  import("#components/composer/start-image").then((part) => ({ default: part.StartImage })),
);
const ComposerHints = lazy(() =>
  import("#components/composer/composer-hints").then((part) => ({ default: part.ComposerHints })),
);

/** Whatever wildcards become next time. */
const newSeed = () => Math.floor(Math.random() * 2 ** 31);

/** The bar grows to this many lines, then scrolls. */
const LINES_MAX = 6;
const COUNTS = Array.from({ length: COUNT_MAX }, (_, index) => String(index + 1));

interface ComposerProps {
  userId: string;
  connections: readonly ConnectionView[];
  /** Whether an outside provider can read what is uploaded here. */
  reach: UploadReach;
}

/** The prompt bar, docked under the gallery: from words to a purchase, with the price on the button. */
export function Composer({ userId, connections, reach }: ComposerProps) {
  const t = useTranslations("composer");
  const nameOf = useConnectionName();
  const price = useConnectionPrice();
  const router = useRouter();
  const [draft, change] = useDraft(userId);
  const { sending, submit } = useSubmit(userId);
  const [expanded, setExpanded] = useState(false);
  const [addingImage, setAddingImage] = useState(false);
  const [uploading, setUploading] = useState(false);
  const prompt = useRef<HTMLTextAreaElement>(null);

  const connection = connections.find(({ id }) => id === draft.connectionId) ?? connections[0];
  const tokens = connections.filter(({ kind }) => kind === "grokimagine").length;
  const length = promptLength(draft.prompt);
  const unreachable =
    connection?.kind === "grokimagine" && reach === "private" && uploadNameIn(draft.imageUrl) !== null;
  const sendable =
    Boolean(connection?.usable) &&
    draft.prompt.trim() !== "" &&
    length <= PROMPT_MAX_CHARACTERS &&
    !uploading &&
    !unreachable;
  const open = expanded || draft.prompt !== "" || draft.imageUrl !== "";

  // Words typed before the page came alive are in the textarea and nowhere else. A kept draft outranks them.
  const form = useRef<HTMLFormElement>(null);
  const adopt = useEffectEvent(() => {
    const typed = prompt.current?.value ?? "";
    if (typed !== "" && readDraft(userId).prompt === "") change({ prompt: typed });
    if (form.current?.contains(document.activeElement)) setExpanded(true);
  });
  useLayoutEffect(() => adopt(), []);

  // Words typed while it was on its way stay.
  const empty = (source: string) => {
    const current = readDraft(userId);
    if (connection === undefined || sourceOf(current, connection.id) !== source) return;
    setAddingImage(false);
    writeDraft(userId, emptied(current, newSeed()));
  };
  useSettledAttempt(userId, sending, empty);

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
    const source = sourceOf(draft, connection.id);
    const { mode, ratio, imageUrl } = draft;
    const items = promptsOf(draft).flatMap((one) =>
      Array.from({ length: draft.count }, () => ({ prompt: one, mode, ratio, imageUrl })),
    );
    if (!(await submit({ connection, items, lineage: lineageOf(draft), source }))) return;
    // What is left for previews has changed.
    if (connection.previewCredits !== null) router.refresh();
    empty(source);
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
      onFocus={() => {
        setExpanded(true);
        prepareToSend();
      }}
      onBlur={onBlur}
      className="flex w-full max-w-[880px] flex-col gap-2.5 rounded-card border border-gray-7 bg-gray-2 p-2.5 shadow-float transition-colors has-[textarea:focus-visible]:border-accent-8"
    >
      {draft.parentId ? (
        <p className="flex items-center justify-between pl-1 text-xs text-gray-11">
          {t(`from.${draft.relation ?? "remix"}`)}
          <Button tone="quiet" size="small" onClick={() => change({ prompt: "", imageUrl: "", ...NO_LINEAGE })}>
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
      <Suspense>
        <StartImage
          url={draft.imageUrl}
          adding={addingImage}
          onChange={(imageUrl) => change({ imageUrl })}
          onUploading={setUploading}
          onDone={() => {
            setAddingImage(false);
            prompt.current?.focus();
          }}
        />
      </Suspense>
      <div className={`empty:hidden has-[>:empty]:hidden ${open ? "" : "max-md:hidden"}`}>
        <Suspense>
          <ComposerHints draft={draft} connection={connection} reach={reach} />
        </Suspense>
      </div>
      <div
        className={`flex-wrap items-center gap-2 min-[834px]:max-lg:gap-1.5 min-[834px]:pointer-fine:flex-nowrap lg:flex-nowrap ${open ? "flex" : "hidden md:flex"}`}
      >
        <Button
          aria-label={t("addImage")}
          title={t("addImage")}
          aria-expanded={addingImage}
          onClick={() => setAddingImage(!addingImage)}
          className="w-9 px-0 pointer-coarse:w-10"
        >
          <ImagePlus aria-hidden />
        </Button>
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
