"use client";

import { useState } from "react";
import { CodeBlock } from "#components/docs/code-block";
import { Choice } from "#components/ui/choice";

interface Example {
  language: string;
  name: string;
  /** How it is run, above the code. */
  run: string;
  code: string;
}

interface ExampleTabsProps {
  examples: readonly [Example, ...Example[]];
  label: string;
  copyLabel: string;
}

/** One program in several languages, one at a time. */
export function ExampleTabs({ examples, label, copyLabel }: ExampleTabsProps) {
  const [language, setLanguage] = useState(examples[0].language);
  const shown = examples.find((example) => example.language === language) ?? examples[0];
  return (
    <div className="flex flex-col gap-3">
      <Choice
        label={label}
        value={shown.language}
        onChange={setLanguage}
        options={examples.map((example) => ({ value: example.language, label: example.name, content: example.name }))}
        className="self-start [&>label]:flex-none [&>label]:px-3"
      />
      <CodeBlock code={shown.code} copyLabel={copyLabel} caption={shown.run} />
    </div>
  );
}
