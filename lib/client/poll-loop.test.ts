import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FetchFault } from "#lib/client/fetch-json";
import { startPollLoop } from "#lib/client/poll-loop";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start(ask: () => Promise<void>, hidden = false) {
  const asked = vi.fn(ask);
  const onSignedOut = vi.fn();
  const loop = startPollLoop({ ask: asked, isHidden: () => hidden, onSignedOut });
  return { loop, asked, onSignedOut };
}

describe("startPollLoop", () => {
  it("asks every 1.5 s until it is stopped", async () => {
    const { loop, asked } = start(async () => {});
    await vi.advanceTimersByTimeAsync(4_600);
    expect(asked).toHaveBeenCalledTimes(3);
    loop.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it("asks seldom in a hidden tab and at once when woken", async () => {
    const { loop, asked } = start(async () => {}, true);
    await vi.advanceTimersByTimeAsync(14_000);
    expect(asked).toHaveBeenCalledTimes(0);
    loop.wake();
    expect(asked).toHaveBeenCalledTimes(1);
    loop.stop();
  });

  it("survives errors, more slowly, and is quick again afterwards", async () => {
    let down = true;
    const { loop, asked } = start(async () => {
      if (down) throw new FetchFault("OFFLINE");
    });
    await vi.advanceTimersByTimeAsync(1_500 + 3_000);
    expect(asked).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(5_900);
    expect(asked).toHaveBeenCalledTimes(2);
    down = false;
    await vi.advanceTimersByTimeAsync(100 + 1_500);
    expect(asked).toHaveBeenCalledTimes(4);
    loop.stop();
  });

  it("never has two questions under way", async () => {
    const { loop, asked } = start(() => new Promise(() => {}));
    await vi.advanceTimersByTimeAsync(1_500);
    loop.wake();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveBeenCalledTimes(1);
    loop.stop();
  });

  it("ends when the session is over, and says so once", async () => {
    const { asked, onSignedOut } = start(async () => {
      throw new FetchFault("UNAUTHENTICATED");
    });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(onSignedOut).toHaveBeenCalledTimes(1);
  });
});
