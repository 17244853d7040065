"use client";

import { useSyncExternalStore } from "react";
import { currentSelection, noSelection, type Selection, subscribeToSelection } from "#lib/client/selection-store";

/** What is selected in the gallery. */
export function useSelection(): Selection {
  return useSyncExternalStore(subscribeToSelection, currentSelection, noSelection);
}
