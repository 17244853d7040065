import { v7 as uuidv7 } from "uuid";
import { expect, it } from "vitest";
import { refOfVideo, videoOfRef } from "#lib/shares/video-ref";

it("names a video in one share, and finds it again there alone", () => {
  const [share, other, video] = [uuidv7(), uuidv7(), uuidv7()];
  const ref = refOfVideo(share, video);
  expect(ref).toMatch(/^[A-Za-z0-9_-]{22}$/);
  expect(videoOfRef(share, ref)).toBe(video);
  expect(refOfVideo(share, video)).toBe(ref);
  expect(refOfVideo(other, video)).not.toBe(ref);
  expect(videoOfRef(other, ref)).not.toBe(video);
});

it("takes nothing for a name that is none", () => {
  const share = uuidv7();
  for (const ref of ["", "../../etc", uuidv7(), "a".repeat(23)]) expect(videoOfRef(share, ref)).toBeNull();
});
