import type { AccountKind, Plan } from "#lib/engine/plans";

/** The account behind a key. */
export interface Account {
  id: string;
  kind: AccountKind;
  plan: Plan;
  disabled: boolean;
}
