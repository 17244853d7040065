import { FetchFault } from "#lib/client/fetch-json";
import { pollDelayMs } from "#lib/client/poll-schedule";

interface PollLoopOptions {
  /** One question to the server. */
  ask: (signal: AbortSignal) => Promise<void>;
  isHidden: () => boolean;
  /** The session is over; the loop has ended. */
  onSignedOut: () => void;
  /** After each question: how many in a row came to nothing. */
  onAsked?: (failures: number) => void;
}

/** A running loop. */
export interface PollLoop {
  /** Asks now, for example because the tab came back. */
  wake: () => void;
  stop: () => void;
}

/**
 * Asks again and again, one question at a time: slower while hidden and after errors, which it
 * survives. Ends when it is stopped or the session is over.
 */
export function startPollLoop({ ask, isHidden, onSignedOut, onAsked }: PollLoopOptions): PollLoop {
  const abort = new AbortController();
  let failures = 0;
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const plan = () => {
    clearTimeout(timer);
    if (!abort.signal.aborted) timer = setTimeout(tick, pollDelayMs({ hidden: isHidden(), failures }));
  };
  const tick = async () => {
    if (asking || abort.signal.aborted) return;
    asking = true;
    try {
      await ask(abort.signal);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (error instanceof FetchFault && error.code === "UNAUTHENTICATED" && !abort.signal.aborted) {
        abort.abort();
        onSignedOut();
      }
    }
    asking = false;
    if (!abort.signal.aborted) onAsked?.(failures);
    plan();
  };

  plan();
  return {
    wake: () => {
      clearTimeout(timer);
      void tick();
    },
    stop: () => {
      abort.abort();
      clearTimeout(timer);
    },
  };
}
