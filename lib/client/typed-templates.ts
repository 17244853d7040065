import { z } from "zod";
import { escapeMarks } from "#lib/domain/wildcard-marks";

/** What somebody typed, and the prompts that its wildcards and variables became. */
const typedTemplate = z.object({ template: z.string(), prompts: z.array(z.string()) });
type TypedTemplate = z.infer<typeof typedTemplate>;

const KEY = "reelkeep.typed";
/** Batches that are remembered; what is older comes back as it was sent. */
const MOST = 50;

/** The templates that this browser has sent, the latest first. */
export function readTyped(): TypedTemplate[] {
  try {
    return z.array(typedTemplate).parse(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return [];
  }
}

/** Remembers templates with what `count` of each became, in order; those that became themselves need no memory. */
export function keepTyped(templates: readonly string[], prompts: readonly string[], count: number): void {
  const typed = templates
    .map((template, place) => ({ template, prompts: prompts.slice(place * count, (place + 1) * count) }))
    .filter(({ template, prompts: sent }) => sent.some((prompt) => prompt !== template));
  if (typed.length === 0) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([...typed, ...readTyped()].slice(0, MOST)));
  } catch {
    // Storage is full or forbidden: the prompts come back as they were sent.
  }
}

/**
 * Past prompts, the latest first, as their writer would type them: those of a batch as the one template that they came
 * from, others with their marks escaped. A template counts only where all that it became is there: it is one's own.
 */
export function asTyped(prompts: readonly string[], typed: readonly TypedTemplate[]): string[] {
  const sent = new Set(prompts);
  const templates = new Map<string, string>();
  for (const { template, prompts: became } of typed) {
    if (!became.every((prompt) => sent.has(prompt))) continue;
    for (const prompt of became) if (!templates.has(prompt)) templates.set(prompt, template);
  }
  return [...new Set(prompts.map((prompt) => templates.get(prompt) ?? escapeMarks(prompt)))];
}
