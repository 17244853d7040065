import type { EngineAccountKind, Plan } from "#lib/domain/plans";

/** The account behind a key. */
export interface Account {
  id: string;
  kind: EngineAccountKind;
  plan: Plan;
  disabled: boolean;
}
