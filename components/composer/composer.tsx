"use client";

import { Ellipsis, ImagePlus, LoaderCircle, Sparkles, X } from "lucide-react";
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
import type { ComposerDialog } from "#components/composer/composer-dialogs";
import { ComposerOptions } from "#components/composer/composer-options";
import { Button, buttonClasses } from "#components/ui/button";
import {
  afterSending,
  type BatchItem,
  type BatchOrigin,
  lineageOf,
  NO_LINEAGE,
  newDraftId,
  promptsOf,
  sourceOf,
} from "#lib/client/composer-draft";
import { readDraft, writeDraft } from "#lib/client/draft-store";
import { useDraft } from "#lib/client/use-draft";
import { useOpened } from "#lib/client/use-opened";
import { useConnectionPrice } from "#lib/client/use-price";
import { usePromptHistory } from "#lib/client/use-prompt-history";
import { useSettledAttempt } from "#lib/client/use-settled-attempt";
import { prepareToSend, useSubmit } from "#lib/client/use-submit";
import type { ConnectionView } from "#lib/contract/studio";
import { isTooLarge } from "#lib/domain/batches";
import { PROMPT_MAX_CHARACTERS, promptLength } from "#lib/domain/prompts";
import { type UploadReach, uploadNameIn } from "#lib/domain/uploads";
import { hasMarks } from "#lib/domain/wildcard-marks";

const StartImage = lazy(() =>
  import("#components/composer/start-image").then((part) => ({ default: part.StartImage })),
);
const ComposerTools = lazy(() =>
  import("#components/composer/composer-tools").then((part) => ({ default: part.ComposerTools })),
);
const ComposerDialogs = lazy(() =>
  import("#components/composer/composer-dialogs").then((part) => ({ default: part.ComposerDialogs })),
);
const ComposerHints = lazy(() =>
  import("#components/composer/composer-hints").then((part) => ({ default: part.ComposerHints })),
);

/** Whatever wildcards become next time. */
const newSeed = () => Math.floor(Math.random() * 2 ** 31);

/** The bar grows to this many lines, then scrolls. */
const LINES_MAX = 6;
const TOOLS_ID = "composer-tools";

interface ComposerProps {
  userId: string;
  connections: readonly ConnectionView[];
  /** Whether an outside provider can read what is uploaded here. */
  reach: UploadReach;
  /** Credits above which a batch is confirmed. */
  confirmAbove: number;
}

/** The prompt bar, docked under the gallery: from words to a purchase, with the price on the button. */
export function Composer({ userId, connections, reach, confirmAbove }: ComposerProps) {
  const t = useTranslations("composer");
  const price = useConnectionPrice();
  const router = useRouter();
  const [draft, change] = useDraft(userId);
  const { sending, submit } = useSubmit(userId);
  const [expanded, setExpanded] = useState(false);
  const [addingImage, setAddingImage] = useState(false);
  const [uploading, setUploading] = useState(false);
  const [hasTools, toolsPanel] = useOpened();
  const [dialog, setDialog] = useState<ComposerDialog | null>(null);
  const prompt = useRef<HTMLTextAreaElement>(null);

  const connection = connections.find(({ id }) => id === draft.connectionId) ?? connections[0];
  const prompts = promptsOf(draft);
  const count = prompts.length * draft.count;
  const tooLong = prompts.some((one) => promptLength(one) > PROMPT_MAX_CHARACTERS);
  const unreachable =
    connection?.kind === "grokimagine" && reach === "private" && uploadNameIn(draft.imageUrl) !== null;
  const items = prompts.flatMap((one) =>
    Array.from({ length: draft.count }, (): BatchItem => {
      const { mode, ratio, imageUrl } = draft;
      return { prompt: one, mode, ratio, imageUrl };
    }),
  );
  const sendable =
    Boolean(connection?.usable) &&
    count > 0 &&
    !tooLong &&
    !isTooLarge(items.map((item) => item.prompt)) &&
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
  const empty = (sent: BatchOrigin) => {
    const current = readDraft(userId);
    const next = afterSending(current, sent, newSeed(), newDraftId());
    if (next === current) return;
    if (next.prompt === "") setAddingImage(false);
    writeDraft(userId, next);
  };
  useSettledAttempt(userId, sending, empty);

  // Another part of the page filled the bar: bring the writer to it.
  const source = draft.parentId;
  useEffect(() => {
    if (source) prompt.current?.focus();
  }, [source]);

  // On a phone the bar folds again when an empty one is left by a tap elsewhere; not under a dialog of its own,
  // which gives the focus back to a button of the bar.
  useEffect(() => {
    if (!expanded || dialog) return;
    const leave = (event: PointerEvent) => {
      if (event.target instanceof Node && !form.current?.contains(event.target)) setExpanded(false);
    };
    document.addEventListener("pointerdown", leave);
    return () => document.removeEventListener("pointerdown", leave);
  }, [expanded, dialog]);

  const buy = async (chosen: BatchItem[], fromBar: boolean) => {
    if (!connection) return;
    const origin = fromBar ? { draftId: draft.id, source: sourceOf(draft) } : null;
    const lineage = fromBar ? lineageOf(draft) : NO_LINEAGE;
    if (!(await submit({ connection, items: chosen, lineage, origin }))) return;
    // What is left for previews has changed.
    if (connection.previewCredits !== null) router.refresh();
    if (origin) empty(origin);
    prompt.current?.focus();
    window.scrollTo({ top: 0 });
  };
  const send = () => {
    if (sending) return;
    if (!connection || !sendable) prompt.current?.focus();
    else if (prompts.some(hasMarks) || connection.priceCredits * count > confirmAbove) setDialog("review");
    else void buy(items, true);
  };
  const recall = usePromptHistory(
    () => readDraft(userId).prompt,
    (words) => change({ prompt: words }),
  );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const onBlur = (event: FocusEvent<HTMLFormElement>) => {
    if (event.relatedTarget && !dialog && !event.currentTarget.contains(event.relatedTarget)) setExpanded(false);
  };

  return (
    <>
      {dialog ? (
        <Suspense>
          <ComposerDialogs
            shown={dialog}
            draft={draft}
            connection={connection}
            confirmAbove={confirmAbove}
            onChange={change}
            onShow={setDialog}
            onSend={(chosen, fromBar) => void buy(chosen, fromBar)}
          />
        </Suspense>
      ) : null}
      <form
        ref={form}
        aria-label={t("title")}
        data-expanded={expanded || undefined}
        method="post"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          send();
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
          aria-keyshortcuts="Control+Enter Meta+Enter Alt+ArrowUp Alt+ArrowDown"
          aria-invalid={tooLong || undefined}
          placeholder={t("placeholder")}
          value={draft.prompt}
          onChange={(event) => change({ prompt: event.target.value })}
          onKeyDown={recall}
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
        <div className={`not-has-[p]:hidden ${open ? "" : "max-md:hidden"}`}>
          <Suspense>
            <ComposerHints draft={draft} connection={connection} reach={reach} onChange={change} />
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
          <button
            type="button"
            popoverTarget={TOOLS_ID}
            aria-label={t("tools")}
            title={t("tools")}
            className={`${buttonClasses("plain")} w-9 px-0 pointer-coarse:w-10`}
          >
            <Ellipsis aria-hidden />
          </button>
          <section
            id={TOOLS_ID}
            popover="auto"
            aria-label={t("tools")}
            {...toolsPanel}
            className="fixed inset-auto bottom-20 left-2 m-0 min-h-40 w-[min(320px,calc(100vw-16px))] rounded-card border border-gray-7 bg-gray-2 p-1.5 text-gray-12 shadow-float open:animate-rise md:bottom-[72px] md:left-[max(72px,calc(50vw-412px))]"
          >
            <Suspense>{hasTools ? <ComposerTools panelId={TOOLS_ID} onShow={setDialog} /> : null}</Suspense>
          </section>
          <ComposerOptions draft={draft} connection={connection} connections={connections} onChange={change} />
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
            <span className="font-normal">· {price(connection, count || draft.count)}</span>
          </Button>
        </div>
      </form>
    </>
  );
}
