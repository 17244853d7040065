import { z } from "zod";

/** More than any generation can cost: beyond it a number is a mistake, and no column of ours takes it. */
const CREDITS_MAX = 1_000_000;

/** Control characters (Unicode category Cc): none belongs into an id, a link or a sentence. */
const CONTROL = /\p{Cc}+/gu;

/**
 * Text as a provider may write it, without control characters and halves of surrogate pairs: PostgreSQL refuses
 * NUL everywhere, and such halves in JSON.
 */
export const looseText = z.string().transform((text) => text.toWellFormed().replace(CONTROL, " ").trim());

/** A number as a provider may write it: a number, or a string of one. Nothing else is one. */
const looseNumber = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .pipe(z.number().finite());

/** A status code in a body. */
export const looseCode = looseNumber.optional().catch(undefined);

/** Credits as reported, parts of one rounded up; null where nothing sensible is. */
export const looseCredits = looseNumber
  .pipe(z.number().min(0).max(CREDITS_MAX))
  .transform(Math.ceil)
  .nullish()
  .catch(null);
