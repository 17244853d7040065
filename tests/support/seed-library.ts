/**
 * Fills the data folder that the settings name with an account and a library of as many videos as its one
 * argument says, two of a generation, a few dozen a day, written straight into the tables.
 */
import { createHash } from "node:crypto";
import { copyFileSync, linkSync, mkdirSync } from "node:fs";
import path from "node:path";
import { desc } from "drizzle-orm";
import sharp from "sharp";
import { rgbaToThumbHash } from "thumbhash";
import { v7 as uuidv7 } from "uuid";
import { closeDatabase, type Database, useDatabase } from "#db/client";
import { connectEmbedded } from "#db/connect";
import { migrate } from "#db/migrate";
import { generations, videos } from "#db/schema/generations";
import { collections, collectionVideos, shares } from "#db/schema/library";
import { connections } from "#db/schema/users";
import { signUp } from "#lib/accounts/sign-up";
import { sealToken } from "#lib/auth/token-vault";
import { RATIOS } from "#lib/domain/ratios";
import { env } from "#lib/env";
import { boss, stopBoss } from "#lib/queue/boss";
import { hashShareToken, vaultOwnerOf } from "#lib/shares/share-token";
import { SEEDED_ACCOUNT, SEEDED_SHARES } from "#tests/support/seeded-account";

/** So many pictures are shared by all videos: a poster for each would only make the seeding long. */
const POSTERS = 20;
const SHORT_SIDE = 480;
/** How many videos the shared collection has. */
const SHARED = 7;
/** All videos are this one, each under a key of its own: erasing one leaves the others. */
const CLIP = "seeded/clip.mp4";

/** Another key for a file of the archive. */
function linked(archive: string, file: string, key: string): string {
  linkSync(path.join(archive, file), path.join(archive, key));
  return key;
}

const SUBJECTS = [
  "a lighthouse on a cliff",
  "a paper boat on a calm sea",
  "neon city in the rain",
  "一只狐狸在雪地里奔跑",
];
const MOODS = ["at dawn, mist over the water", "under a starry sky, slow pan", "in a summer breeze", "森林小屋，月光"];

interface Poster {
  key: string;
  ratio: string;
  width: number;
  height: number;
  thumbhash: string;
}

/** A picture with enough in it to weigh and to decode what a real poster does. */
async function drawPoster(folder: string, place: number): Promise<Poster> {
  const ratio = RATIOS[place % RATIOS.length] ?? "1:1";
  const [across = 1, down = 1] = ratio.split(":").map(Number);
  const scale = SHORT_SIDE / Math.min(across, down);
  const [width, height] = [Math.round((across * scale) / 2) * 2, Math.round((down * scale) / 2) * 2];
  const hue = (place * 360) / POSTERS;
  const circles = Array.from({ length: 120 }, (_, n) => {
    const [x, y, r] = [(n * 97) % width, (n * 61) % height, 6 + ((n * 13) % 70)];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${hue + n * 2} 60% ${20 + (n % 50)}%)" opacity="0.5"/>`;
  });
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="hsl(${hue} 50% 25%)"/>${circles.join("")}</svg>`;
  const image = sharp(Buffer.from(drawing));
  const key = `seeded/poster-${place}.webp`;
  await image.clone().webp({ quality: 82 }).toFile(path.join(folder, key));
  const { data, info } = await image
    .resize(100, 100, { fit: "inside" })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const thumbhash = Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString("base64");
  return { key, ratio, width, height, thumbhash };
}

/** A collection of the newest videos, and links to it. */
async function seedShares(db: Database, userId: string): Promise<void> {
  const id = uuidv7();
  await db.insert(collections).values({ id, userId, name: "Evening walks" });
  const newest = await db.select({ id: videos.id }).from(videos).orderBy(desc(videos.createdAt)).limit(SHARED);
  if (newest.length === 0) return;
  await db.insert(collectionVideos).values(newest.map((video) => ({ collectionId: id, videoId: video.id })));
  for (const [name, token] of Object.entries(SEEDED_SHARES)) {
    const shareId = uuidv7();
    await db.insert(shares).values({
      id: shareId,
      userId,
      collectionId: id,
      tokenHash: hashShareToken(token) ?? "",
      tokenSealed: sealToken(token, vaultOwnerOf(shareId)),
      showPrompt: true,
      expiresAt: name === "expired" ? new Date(Date.now() - 60_000) : null,
    });
  }
}

async function seedLibrary(dataDir: string, count: number): Promise<void> {
  const archive = path.join(dataDir, "videos");
  mkdirSync(path.join(archive, "seeded"), { recursive: true });
  copyFileSync(path.join(import.meta.dirname, "fixtures", "sample.mp4"), path.join(archive, CLIP));
  const posters = await Promise.all(Array.from({ length: POSTERS }, (_, place) => drawPoster(archive, place)));
  const handle = await connectEmbedded(path.join(dataDir, "database"));
  useDatabase(handle);
  await migrate(handle);
  await boss();
  const { id: userId } = await signUp({ ...SEEDED_ACCOUNT, code: undefined, address: "127.0.0.1" });
  const [connection] = await handle.db.select().from(connections);
  if (!connection) throw new Error("A new account has no connection");

  const newest = Date.now() - 3_600_000;
  const made = Array.from({ length: count / 2 }, (_, place) => {
    const createdAt = new Date(newest - place * 1_500_000);
    const poster = posters[(place * 7) % POSTERS];
    if (!poster) throw new Error("There are no posters");
    return { id: uuidv7({ msecs: createdAt.getTime() }), createdAt, poster, place };
  });
  for (let start = 0; start < made.length; start += 500) {
    const part = made.slice(start, start + 500);
    await handle.db.insert(generations).values(
      part.map(({ id, createdAt, poster, place }) => ({
        id,
        userId,
        connectionId: connection.id,
        batchId: id,
        mode: "normal",
        prompt: `${SUBJECTS[place % SUBJECTS.length]} ${MOODS[(place >> 2) % MOODS.length]}, take ${place}`,
        ratio: poster.ratio,
        imageUrls: [],
        state: "succeeded" as const,
        priceCredits: 0,
        expectedVideos: 2,
        createdAt,
        submittedAt: createdAt,
        acceptedAt: createdAt,
        finishedAt: new Date(createdAt.getTime() + 30_000),
      })),
    );
    await handle.db.insert(videos).values(
      part.flatMap(({ id, createdAt, poster }) =>
        [1, 2].map((number) => ({
          id: uuidv7({ msecs: createdAt.getTime() }),
          generationId: id,
          userId,
          number,
          sourceUrl: "https://example.test/gone.mp4",
          archiveState: "ready" as const,
          deadlineAt: createdAt,
          storageKey: linked(archive, CLIP, `seeded/${id}-${number}.mp4`),
          posterKey: linked(archive, poster.key, `seeded/${id}-${number}.webp`),
          sha256: createHash("sha256").update(`${id}${number}`).digest("hex"),
          sizeBytes: 1_000_000,
          mediaType: "video/mp4",
          width: poster.width,
          height: poster.height,
          durationSeconds: 6,
          thumbhash: poster.thumbhash,
          createdAt,
          archivedAt: createdAt,
        })),
      ),
    );
  }
  await seedShares(handle.db, userId);
  await stopBoss(1_000);
  await closeDatabase();
}

await seedLibrary(env().DATA_DIR, Number(process.argv[2]));
