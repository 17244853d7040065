import "server-only";
import { eq } from "drizzle-orm";
import { database } from "#db/client";
import { users } from "#db/schema/users";
import { AppError } from "#lib/domain/app-error";
import { DEFAULT_FILE_NAME_TEMPLATE, templateFault } from "#lib/domain/file-names";

/** How a user's downloads are named. */
export async function fileNameTemplateOf(userId: string): Promise<string> {
  const db = await database();
  const [user] = await db.select({ template: users.fileNameTemplate }).from(users).where(eq(users.id, userId));
  return user?.template ?? DEFAULT_FILE_NAME_TEMPLATE;
}

/**
 * Sets how a user's downloads are named, from now on.
 * @throws {AppError} FILE_NAME_TEMPLATE_INVALID
 */
export async function saveFileNameTemplate(userId: string, template: string): Promise<string> {
  const wanted = template.trim();
  if (templateFault(wanted)) throw new AppError("FILE_NAME_TEMPLATE_INVALID");
  const db = await database();
  const isUsual = wanted === DEFAULT_FILE_NAME_TEMPLATE;
  await db
    .update(users)
    .set({ fileNameTemplate: isUsual ? null : wanted })
    .where(eq(users.id, userId));
  return wanted;
}
