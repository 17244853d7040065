"use client";

import { useState } from "react";
import { signOutAction } from "#app/(auth)/auth-actions";
import { runAction } from "#lib/client/run-action";
import { useFaultToast } from "#lib/client/use-fault-toast";

/** Ends this sign-in; `leaving` until the page goes. */
export function useSignOut(): { leaving: boolean; signOut: () => Promise<void> } {
  const fault = useFaultToast();
  const [leaving, setLeaving] = useState(false);
  const signOut = async () => {
    setLeaving(true);
    const outcome = await runAction(() => signOutAction());
    // A hard navigation, so that nothing of this account stays in memory.
    if (outcome.ok) window.location.assign(outcome.data.redirectTo);
    else {
      setLeaving(false);
      fault(outcome.code);
    }
  };
  return { leaving, signOut };
}
