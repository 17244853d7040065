declare module "s3rver" {
  import type { AddressInfo } from "node:net";

  /** The part of s3rver that the tests use; it comes without types. */
  export default class S3rver {
    constructor(options: {
      address: string;
      port: number;
      silent: boolean;
      directory: string;
      vhostBuckets: boolean;
      configureBuckets: { name: string; configs?: (string | Buffer)[] }[];
    });
    run(): Promise<AddressInfo>;
    close(): Promise<void>;
    httpServer: import("node:http").Server;
  }
}
