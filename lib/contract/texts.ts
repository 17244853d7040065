import { z } from "zod";

/** A text that somebody writes: trimmed, not empty, and without NUL, which no database takes. */
export const shortText = (maxCharacters: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maxCharacters)
    .refine((value) => !value.includes("\0"));
