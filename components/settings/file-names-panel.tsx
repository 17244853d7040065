"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useRef, useState } from "react";
import { saveFileNamesAction } from "#app/(studio)/settings/file-name-actions";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Panel } from "#components/ui/page-frame";
import { runAction } from "#lib/client/run-action";
import { showToast } from "#lib/client/toast-store";
import { useFaultToast } from "#lib/client/use-fault-toast";
import {
  DEFAULT_FILE_NAME_TEMPLATE,
  FILE_NAME_TEMPLATE_MAX_CHARACTERS,
  FILE_NAME_TOKENS,
  templateFault,
  videoFileName,
} from "#lib/domain/file-names";

/** A video to show a name by. */
const EXAMPLE = {
  id: "019ac0de-0000-7000-8000-5f3c9a41e7b2",
  number: 1,
  createdAt: new Date("2026-11-25T18:04:09Z"),
  prompt: "A paper boat on a calm sea",
  ratio: "16:9",
  mode: "normal",
  rating: 4,
  tags: ["sea", "best"],
  extension: "mp4",
};

/** How downloads are named, with an example of what comes out. */
export function FileNamesPanel({ template: saved }: { template: string }) {
  const t = useTranslations("organise.fileNames");
  const toast = useTranslations("toast");
  const fault = useFaultToast();
  const [template, setTemplate] = useState(saved);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const wrong = templateFault(template);

  const insert = (token: string) => {
    const input = form.current?.querySelector("input");
    const at = input?.selectionStart ?? template.length;
    setTemplate(`${template.slice(0, at)}{${token}}${template.slice(input?.selectionEnd ?? at)}`);
    input?.focus();
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (wrong) return;
    setBusy(true);
    const outcome = await runAction(() => saveFileNamesAction({ template }));
    setBusy(false);
    if (!outcome.ok) return fault(outcome.code);
    setTemplate(outcome.data);
    showToast({ tone: "good", text: toast("saved") });
  };
  return (
    <Panel title={t("title")} text={t("text")}>
      <form ref={form} onSubmit={save} className="flex flex-col gap-3">
        <Field
          label={t("template")}
          name="template"
          value={template}
          onChange={(event) => setTemplate(event.target.value)}
          maxLength={FILE_NAME_TEMPLATE_MAX_CHARACTERS + 1}
          autoComplete="off"
          spellCheck={false}
          error={wrong ? t(`faults.${wrong}`) : null}
          className="[&_input]:font-mono"
        />
        <ul aria-label={t("tokens")} className="flex flex-wrap gap-1.5">
          {FILE_NAME_TOKENS.map((token) => (
            <li key={token}>
              <button
                type="button"
                aria-label={t("insert", { name: t(`names.${token}`) })}
                title={t(`names.${token}`)}
                onClick={() => insert(token)}
                className="h-7 rounded-control bg-gray-4 px-2 font-mono text-xs hover:bg-gray-5 pointer-coarse:h-10"
              >
                {`{${token}}`}
              </button>
            </li>
          ))}
        </ul>
        <p className="text-xs break-all text-gray-11">
          {t("example")}{" "}
          <output className="font-mono text-gray-12">{wrong ? "–" : videoFileName(template, EXAMPLE)}</output>
        </p>
        <div className="flex flex-wrap gap-2">
          <Button type="submit" busy={busy} disabled={wrong !== null}>
            {t("save")}
          </Button>
          {template === DEFAULT_FILE_NAME_TEMPLATE ? null : (
            <Button tone="quiet" onClick={() => setTemplate(DEFAULT_FILE_NAME_TEMPLATE)}>
              {t("reset")}
            </Button>
          )}
        </div>
      </form>
    </Panel>
  );
}
