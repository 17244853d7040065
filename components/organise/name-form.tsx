"use client";

import type { LucideIcon } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { readField } from "#lib/client/credentials";

interface NameFormProps {
  /** What is named: the field's own name and its placeholder. */
  label: string;
  /** What the button does. */
  action: string;
  icon: LucideIcon;
  maxCharacters: number;
  /** Names that are offered while one is typed. */
  suggestions?: readonly string[];
  disabled?: boolean;
  /** Whether it was done, so that the field is empty again. */
  onName: (name: string) => Promise<boolean>;
}

/** A field for one name, and a button that makes something of it. */
export function NameForm({ label, action, icon: Icon, maxCharacters, suggestions, disabled, onName }: NameFormProps) {
  const listId = useId();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = readField(form, "name").trim();
    if (!name) return;
    setBusy(true);
    if (await onName(name)) form.reset();
    setBusy(false);
  };
  return (
    <form onSubmit={submit} className="flex gap-2">
      <input
        name="name"
        required
        list={suggestions ? listId : undefined}
        maxLength={maxCharacters}
        autoComplete="off"
        aria-label={label}
        placeholder={label}
        className="h-8 min-w-0 flex-1 rounded-control border border-gray-7 bg-gray-2 px-2.5 text-xs text-gray-12 pointer-coarse:h-10"
      />
      {suggestions ? (
        <datalist id={listId}>
          {suggestions.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      ) : null}
      <Button type="submit" size="small" busy={busy} disabled={disabled}>
        <Icon aria-hidden />
        {action}
      </Button>
    </form>
  );
}
