"use client";

import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field";
import type { PromptVariable } from "#lib/domain/prompt-variables";

interface VariableFieldsProps {
  variables: readonly PromptVariable[];
  values: ReadonlyMap<string, string>;
  onChange: (values: ReadonlyMap<string, string>) => void;
}

/** One field for each variable of a prompt. */
export function VariableFields({ variables, values, onChange }: VariableFieldsProps) {
  const t = useTranslations("prompts");
  return (
    <fieldset className="grid gap-3 sm:grid-cols-2">
      <legend className="pb-2 text-xs text-gray-11">{t("fillIn")}</legend>
      {variables.map(({ name, fallback }, place) => (
        <Field
          key={name}
          label={name}
          data-focus-first={place === 0 || undefined}
          autoComplete="off"
          placeholder={fallback}
          value={values.get(name) ?? ""}
          onChange={(event) => onChange(new Map(values).set(name, event.target.value))}
        />
      ))}
    </fieldset>
  );
}
