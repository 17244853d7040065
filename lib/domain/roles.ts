/** What an account may do: the first account is the administrator. */
export const ROLES = ["admin", "member"] as const;
export type Role = (typeof ROLES)[number];
