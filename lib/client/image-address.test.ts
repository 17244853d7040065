import { describe, expect, it } from "vitest";
import { judgeImageAddress } from "#lib/client/image-address";

describe("judgeImageAddress", () => {
  it.each([
    ["https://example.com/a.png", "public"],
    ["http://93.184.216.34/a.png", "public"],
    ["https://[2606:2800:220:1::1]/a.png", "public"],
    ["http://localhost:3000/a.png", "private"],
    ["http://nas/a.png", "private"],
    ["http://printer.local/a.png", "private"],
    ["http://127.1/a.png", "private"],
    ["http://10.0.0.8/a.png", "private"],
    ["http://172.20.1.1/a.png", "private"],
    ["http://192.168.1.4/a.png", "private"],
    ["http://169.254.169.254/latest", "private"],
    ["http://[::1]/a.png", "private"],
    ["http://[fd00::1]/a.png", "private"],
    ["ftp://example.com/a.png", "invalid"],
    ["javascript:alert(1)", "invalid"],
    ["example.com/a.png", "invalid"],
    ["", "invalid"],
  ])("%s is %s", (address, verdict) => {
    expect(judgeImageAddress(address)).toBe(verdict);
  });
});
