"use server";

import { z } from "zod";
import { changePassword } from "#lib/auth/change-password";
import { revokeSession } from "#lib/auth/end-session";
import { resumeConnection } from "#lib/connections/resume-connection";
import { saveToken } from "#lib/connections/save-token";
import { testConnection } from "#lib/connections/test-connection";
import { PASSWORD_MAX_CHARACTERS, PASSWORD_MIN_CHARACTERS } from "#lib/domain/passwords";
import { deleteConnection } from "#lib/generations/delete-connection";
import { action } from "#lib/http/action";

const oneConnection = z.object({ connectionId: z.uuid() });
const password = z.string().max(PASSWORD_MAX_CHARACTERS);

export const saveTokenAction = action(
  "saveTokenAction",
  z.object({ token: z.string().max(4_096) }),
  ({ token }, { user }) => saveToken(user.id, token),
);

export const testTokenAction = action("testTokenAction", oneConnection, async ({ connectionId }, { user }) => {
  await testConnection(user.id, connectionId);
  return { outcome: "accepted" as const };
});

export const deleteTokenAction = action("deleteTokenAction", oneConnection, async ({ connectionId }, { user }) => {
  await deleteConnection(user.id, connectionId);
  return null;
});

export const resumeConnectionAction = action("resumeConnectionAction", oneConnection, ({ connectionId }, { user }) =>
  resumeConnection(user.id, connectionId),
);

export const revokeSessionAction = action(
  "revokeSessionAction",
  z.object({ sessionId: z.uuid() }),
  async ({ sessionId }, { user }) => {
    await revokeSession(user.id, sessionId);
    return null;
  },
);

export const changePasswordAction = action(
  "changePasswordAction",
  z.object({ currentPassword: password, newPassword: password.min(PASSWORD_MIN_CHARACTERS) }),
  async (input, { user, sessionId }) => {
    await changePassword(user.id, sessionId, input);
    return null;
  },
);
