import { handlers } from "#lib/auth/next-auth";

/** next-auth's own doors; sign-in attempts are limited in `authorize`, whichever way they come. */
export const { GET, POST } = handlers;
