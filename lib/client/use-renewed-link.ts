import { type RefObject, useEffect } from "react";
import { renewVideoLink } from "#lib/client/renew-video-link";

/** Keeps the stored video in `player` playable beyond the life of a link to the storage. */
export function useRenewedLink(player: RefObject<HTMLVideoElement | null>): void {
  useEffect(() => (player.current ? renewVideoLink(player.current) : undefined), [player]);
}
