import { describe, expect, it, vi } from "vitest";
import { renewVideoLink } from "#lib/client/renew-video-link";

const MINUTE_MS = 60_000;

/** A video in the middle of playing, of which `loadedSeconds` of ten are there. */
function fakeVideo(loadedSeconds: number) {
  const events = new EventTarget();
  return {
    addEventListener: events.addEventListener.bind(events),
    removeEventListener: events.removeEventListener.bind(events),
    tell: (event: string) => events.dispatchEvent(new Event(event)),
    buffered: { length: 1, start: () => 0, end: () => loadedSeconds },
    src: "http://localhost:3000/api/videos/1",
    currentTime: 4,
    duration: 10,
    paused: false,
    play: vi.fn(async () => {}),
    load: vi.fn(function load(this: { currentTime: number }) {
      this.currentTime = 0;
    }),
  };
}

describe("a stored video whose link dies", () => {
  it("is asked for again when playing fails, and goes on where it was", () => {
    const video = fakeVideo(5);
    renewVideoLink(video, () => 1_000);
    video.tell("error");
    expect(video.load).toHaveBeenCalledOnce();
    expect(video.src).toBe("http://localhost:3000/api/videos/1?renewed=1000");
    video.tell("loadedmetadata");
    expect(video.currentTime).toBe(4);
    expect(video.play).toHaveBeenCalledOnce();
  });

  it("is left at its error when nothing helps, and hoped for again when it gets further", () => {
    const video = fakeVideo(5);
    renewVideoLink(video);
    for (let failure = 0; failure < 10; failure += 1) {
      video.currentTime = 4;
      video.tell("error");
      video.tell("timeupdate");
    }
    expect(video.load).toHaveBeenCalledTimes(3);
    video.currentTime = 4.5;
    video.tell("timeupdate");
    video.tell("error");
    expect(video.load).toHaveBeenCalledTimes(4);
  });

  it("is renewed before an old link is leant on, but not when all of it is there", () => {
    let now = 0;
    const partly = fakeVideo(5);
    const whole = fakeVideo(10);
    renewVideoLink(partly, () => now);
    renewVideoLink(whole, () => now);
    now = 3 * MINUTE_MS;
    for (const video of [partly, whole]) video.tell("seeking");
    expect(partly.load).not.toHaveBeenCalled();
    now = 5 * MINUTE_MS;
    for (const video of [partly, whole]) video.tell("seeking");
    expect(partly.load).toHaveBeenCalledOnce();
    expect(whole.load).not.toHaveBeenCalled();
  });

  it("is let go with its page", () => {
    const video = fakeVideo(5);
    renewVideoLink(video)();
    video.tell("error");
    expect(video.load).not.toHaveBeenCalled();
  });
});
