import type { LibraryIndex } from "#lib/contract/library-index";
import type { GenerationView } from "#lib/contract/studio";

/** So many generations to either side are looked at for one that has a video: between them are failures and what still runs. */
const REACH = 8;

/** Videos of a generation that a list has, in order; undefined while its facts are not known. */
type VideosOf = (generationId: string) => readonly string[] | undefined;

export interface Neighbours {
  previousId: string | null;
  nextId: string | null;
}

/** Generations around one of a list whose facts decide who its neighbours are. */
export function around(ids: readonly string[], generationId: string): string[] {
  const at = ids.indexOf(generationId);
  return at < 0 ? [] : ids.slice(Math.max(0, at - REACH), at + REACH + 1);
}

/** The videos before and after one in a list of generations; null at an end, and where they are not known (yet). */
export function neighboursOf(
  ids: readonly string[],
  generationId: string,
  videoId: string,
  videosOf: VideosOf,
): Neighbours {
  const near = around(ids, generationId);
  const at = near.indexOf(generationId);
  const own = at < 0 ? [] : (videosOf(generationId) ?? []);
  const place = own.indexOf(videoId);
  if (place < 0) return { previousId: null, nextId: null };
  /** The nearest video of the generations in `line`, as far as all before it are known to have none. */
  const nearest = (line: readonly string[], end: "first" | "last") => {
    for (const id of line) {
      const videos = videosOf(id);
      if (!videos) return null;
      const video = end === "first" ? videos[0] : videos.at(-1);
      if (video) return video;
    }
    return null;
  };
  return {
    previousId: own[place - 1] ?? nearest(near.slice(0, at).reverse(), "last"),
    nextId: own[place + 1] ?? nearest(near.slice(at + 1), "first"),
  };
}

/** Reads from an index which videos of a generation it lists: all, or those that a filter found. */
export function listedVideos(index: LibraryIndex | undefined): (view: GenerationView) => string[] {
  return ({ id, videos }) => {
    const at = index ? index.ids.indexOf(id) : -1;
    const places = index?.shapes[index.shape[at] ?? -1]?.places;
    return videos.flatMap((video, place) => (!places || places.includes(place + 1) ? [video.id] : []));
  };
}
