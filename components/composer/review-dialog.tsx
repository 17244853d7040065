"use client";

import { Dices, Sparkles } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { KeptListNotices } from "#components/composer/kept-list-notices";
import { faultOf, ReviewList, ReviewTable } from "#components/composer/review-rows";
import { VariableFields } from "#components/composer/variable-fields";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import type { BatchItem } from "#lib/client/composer-draft";
import { keepTyped } from "#lib/client/typed-templates";
import { useConnectionPrice } from "#lib/client/use-price";
import { useWildcardLists } from "#lib/client/use-wildcard-lists";
import type { ConnectionView } from "#lib/contract/studio";
import { BATCH_MAX_ITEMS, isTooLarge } from "#lib/domain/batches";
import { fillVariables, variablesIn } from "#lib/domain/prompt-variables";
import { expandPrompts } from "#lib/domain/wildcards";

interface ReviewDialogProps {
  /** What is to be sent, before wildcards and variables are filled in. */
  templates: readonly BatchItem[];
  /** How many of each. */
  count: number;
  seed: number;
  connection: ConnectionView;
  confirmAbove: number;
  /** Whether each goes with options of its own, which are then shown. */
  mixed?: boolean;
  /** What could not be read of a file. */
  problems?: ReactNode;
  onReroll: () => void;
  onOpenLists: () => void;
  onSend: (items: BatchItem[]) => void;
  onClose: () => void;
}

const sameLists: readonly never[] = [];

/** The last look before a batch is bought: exactly the prompts that will be sent, and what they cost. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { templates, count, seed, connection, confirmAbove, mixed = false, problems } = props;
  const t = useTranslations("batch");
  const composer = useTranslations("composer");
  const price = useConnectionPrice();
  const [values, setValues] = useState<ReadonlyMap<string, string>>(new Map());
  const variables = variablesIn(templates.map(({ prompt }) => prompt).join("\n"));
  const filled = templates.map(({ prompt }) => fillVariables(prompt, values));
  const wantsLists = filled.some((prompt) => prompt.includes("__"));
  const kept = useWildcardLists(wantsLists);
  const lists = new Map((kept.data?.items ?? sameLists).map(({ name, lines }) => [name.toLowerCase(), lines]));
  const { prompts, random, missing } = expandPrompts(filled, { count, seed, lists });
  const items = prompts.flatMap((prompt, place) => {
    const template = templates[Math.floor(place / count)];
    return template ? [{ ...template, prompt }] : [];
  });
  const loading = wantsLists && !kept.data;
  const unfilled = variablesIn(prompts.join("\n")).map(({ name }) => name);
  const tooLarge = isTooLarge(prompts);
  const ready =
    !loading &&
    items.length > 0 &&
    !tooLarge &&
    missing.length === 0 &&
    unfilled.length === 0 &&
    prompts.every((prompt) => faultOf(prompt) === null);
  const credits = connection.priceCredits * items.length;
  const send = () => {
    if (!ready) return;
    if (!mixed) {
      const typed = templates.map(({ prompt }) => prompt);
      keepTyped(typed, prompts, count);
    }
    props.onSend(items);
  };
  return (
    <Dialog
      width="wide"
      title={t("review", { count: items.length })}
      onClose={props.onClose}
      onKeyDown={(event) => {
        // Held keys don't buy.
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) send();
      }}
      footer={
        <>
          {random ? (
            <Button onClick={props.onReroll} className="mr-auto">
              <Dices aria-hidden />
              {t("reroll")}
            </Button>
          ) : null}
          <Button onClick={props.onClose}>{t("back")}</Button>
          <Button tone="primary" aria-disabled={!ready} onClick={send} className="tabular-nums max-md:flex-1">
            <Sparkles aria-hidden />
            {t("generate", { count: items.length })}
            <span className="font-normal">· {price(connection, items.length)}</span>
          </Button>
        </>
      }
    >
      {credits > confirmAbove ? (
        <Notice tone="doubt">
          {t("above", { credits: confirmAbove })}{" "}
          <Link href="/settings#batches" className="font-medium underline underline-offset-2">
            {t("changeLimit")}
          </Link>
        </Notice>
      ) : null}
      {problems}
      {variables.length > 0 ? <VariableFields variables={variables} values={values} onChange={setValues} /> : null}
      <KeptListNotices fault={null} failed={kept.failed} onRetry={() => void kept.refetch()} />
      {!loading && missing.length > 0 ? (
        <Notice
          tone="bad"
          role="alert"
          action={
            <Button size="small" onClick={props.onOpenLists}>
              {t("openLists")}
            </Button>
          }
        >
          {t("missing", { names: missing.map((name) => `__${name}__`).join(" ") })}
        </Notice>
      ) : null}
      {unfilled.length > 0 ? <Notice tone="plain">{t("unfilled", { names: unfilled.join(", ") })}</Notice> : null}
      {tooLarge ? (
        <Notice tone="bad" role="alert">
          {composer("tooMany", { max: BATCH_MAX_ITEMS, count: items.length })}
        </Notice>
      ) : null}
      {mixed ? <ReviewTable items={items} busy={loading} /> : <ReviewList items={items} busy={loading} />}
    </Dialog>
  );
}
