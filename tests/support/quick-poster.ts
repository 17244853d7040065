import { writeFile } from "node:fs/promises";

/** Stands in for `makePoster` where a test is not about pictures: decoding takes most of the time of an archiving. */
export async function quickPoster(_video: string, poster: string) {
  await writeFile(poster, Buffer.alloc(500, "poster"));
  return { width: 144, height: 96, thumbhash: "3OcRJYB4d3h/iIeHeEh3eIhw+j2w" };
}
