/**
 * Variables of saved prompts: `{{subject}}`, or `{{subject=a fox}}` with what it is where nothing else is
 * said. Two braces around a name alone are never a wildcard, which would have nothing to choose from.
 */
const VARIABLE = /\{\{\s*([\p{L}_][\p{L}\p{N}_ -]{0,39}?)\s*(?:=([^{}|]*))?\}\}/gu;

/** A variable of a prompt. */
export interface PromptVariable {
  name: string;
  /** What it is where nothing is filled in; may be empty. */
  fallback: string;
}

/** The variables of a prompt, each once, in the order in which they come. */
export function variablesIn(prompt: string): PromptVariable[] {
  const found = new Map<string, string>();
  for (const [, name = "", fallback = ""] of prompt.matchAll(VARIABLE)) {
    found.set(name, found.get(name) || fallback.trim());
  }
  return [...found].map(([name, fallback]) => ({ name, fallback }));
}

/** The prompt with its variables filled in. One without a value is what it falls back to, or stays as it is. */
export function fillVariables(prompt: string, values: ReadonlyMap<string, string>): string {
  const fallbacks = new Map(variablesIn(prompt).map(({ name, fallback }) => [name, fallback]));
  return prompt.replace(VARIABLE, (whole, name: string) => values.get(name)?.trim() || fallbacks.get(name) || whole);
}
