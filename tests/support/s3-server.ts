import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "s3rver";

export interface S3Server {
  /** As the settings of the app name it. */
  settings: Record<`S3_${string}`, string>;
  endpoint: string;
  /** Answers no more, until `start`; what it keeps stays. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good and removes what it kept. */
  end(): Promise<void>;
}

const BUCKET = "reelkeep-videos";
const CREDENTIALS = { S3_ACCESS_KEY_ID: "S3RVER", S3_SECRET_ACCESS_KEY: "S3RVER" };

/**
 * A real server that speaks S3, on a free port, with one empty bucket. What it can't show: version 4
 * signatures (it knows the access key and checks no more), checksums, encryption, versioning, policies,
 * lifecycle rules and throttling.
 */
export async function startS3Server(): Promise<S3Server> {
  const directory = mkdtempSync(path.join(tmpdir(), "rk-s3-"));
  const open = async (port: number) => {
    const server = new S3rver({
      address: "127.0.0.1",
      port,
      silent: true,
      directory,
      vhostBuckets: false,
      configureBuckets: [{ name: BUCKET }],
    });
    return { server, port: (await server.run()).port };
  };
  let { server, port } = await open(0);
  const stop = async () => {
    server.httpServer.closeAllConnections();
    await server.close();
  };
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    endpoint,
    settings: { S3_BUCKET: BUCKET, S3_ENDPOINT: endpoint, S3_PATH_STYLE: "1", ...CREDENTIALS },
    stop,
    start: async () => {
      ({ server, port } = await open(port));
    },
    end: async () => {
      await stop().catch(() => {});
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
