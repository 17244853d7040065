"use client";

import { CircleAlert, FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog } from "#components/ui/dialog";
import { Notice } from "#components/ui/notice";
import type { BatchItem } from "#lib/client/composer-draft";
import { type FileFault, type RowProblem, type Rows, readRows } from "#lib/client/read-rows";
import { MODES } from "#lib/domain/modes";
import { RATIOS } from "#lib/domain/ratios";

interface FileDialogProps {
  defaults: Omit<BatchItem, "prompt">;
  onRead: (rows: Rows) => void;
  onClose: () => void;
}

/** Many prompts from a file: what it has to look like, and what is wrong with one that can't be used. */
export function FileDialog({ defaults, onRead, onClose }: FileDialogProps) {
  const t = useTranslations("file");
  const picker = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<FileFault | null>(null);
  const [problems, setProblems] = useState<readonly RowProblem[]>([]);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const read = await readRows(file, defaults);
    setFault(typeof read === "string" ? read : null);
    setProblems(typeof read === "string" ? [] : read.problems);
    if (typeof read !== "string" && read.items.length > 0) onRead(read);
  };
  return (
    <Dialog width="wide" title={t("title")} onClose={onClose}>
      <p className="text-sm text-gray-11">{t("text")}</p>
      <pre className="overflow-x-auto rounded-control bg-gray-3 p-3 font-mono text-xs">{`prompt,mode,ratio,image
"${t("example")}",${MODES[0]},${RATIOS.at(-1)},
"${t("otherExample")}",,,https://…`}</pre>
      {fault ? (
        <Notice tone="bad" role="alert">
          {t(`faults.${fault}`)}
        </Notice>
      ) : null}
      <RowProblems problems={problems} />
      <input
        ref={picker}
        type="file"
        accept=".csv,.tsv,.txt,.json,text/csv,application/json"
        aria-label={t("file")}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          void take(file);
        }}
      />
      <Button
        size="large"
        onClick={() => picker.current?.click()}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void take(event.dataTransfer.files[0]);
        }}
        className="min-h-24 w-full border-dashed"
      >
        <FileUp aria-hidden />
        {t("choose")}
      </Button>
    </Dialog>
  );
}

/** Rows of a file that can't be sent, each with its reason. */
export function RowProblems({ problems }: { problems: readonly RowProblem[] }) {
  const t = useTranslations("file");
  if (problems.length === 0) return null;
  return (
    <section role="alert" className="rounded-control border border-bad-line bg-bad-wash p-3 text-xs text-bad-text">
      <h3 className="flex items-center gap-1.5 font-medium">
        <CircleAlert aria-hidden className="size-3.5 shrink-0" />
        {t("leftOut", { count: problems.length })}
      </h3>
      <ul className="mt-1.5 flex flex-col gap-0.5">
        {problems.map(({ row, reason, value }) => (
          <li key={row} className="break-words">
            {t("row", { row })}: {t(`problems.${reason}`, { value: value.slice(0, 80) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
