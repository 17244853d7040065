import { describe, expect, it } from "vitest";
import { EnvironmentError, engineUrl, ownOrigin, parseEnvironment, signupPolicy } from "#lib/env";

describe("settings", () => {
  it("have defaults that work on one machine, and count an empty variable as absent", () => {
    const settings = parseEnvironment({ PORT: "", PUBLIC_URL: "" });
    expect(settings).toMatchObject({
      PORT: 3000,
      HOST: "127.0.0.1",
      GROKIMAGINE_BASE_URL: "https://grokimagineapi.com",
    });
    expect(signupPolicy(settings)).toBe("open");
    expect(engineUrl(settings)).toBe("http://127.0.0.1:3000");
  });

  it("close the door a little when others can reach the server", () => {
    expect(signupPolicy(parseEnvironment({ HOST: "0.0.0.0" }))).toBe("invite");
    expect(signupPolicy(parseEnvironment({ HOST: "0.0.0.0", SIGNUP: "open" }))).toBe("open");
    expect(ownOrigin(parseEnvironment({ HOST: "::", PORT: "8080" }))).toBe("http://127.0.0.1:8080");
    expect(ownOrigin(parseEnvironment({ HOST: "fd00::1" }))).toBe("http://[fd00::1]:3000");
  });

  it.each([
    ["PORT", "many"],
    ["PORT", "70000"],
    ["GROKIMAGINE_BASE_URL", "ftp://example.com"],
    ["DATABASE_URL", "mysql://localhost/x"],
    ["APP_SECRET", "short"],
    ["SIGNUP", "maybe"],
    ["ENGINE_SECONDS", "0"],
  ])("say in one sentence what is wrong with %s, and never its value", (name, value) => {
    const parse = () => parseEnvironment({ [name]: value });
    expect(parse).toThrow(EnvironmentError);
    expect(parse).toThrow(new RegExp(`^The settings can't be used: ${name} `));
    try {
      parse();
    } catch (error) {
      if (name === "APP_SECRET") expect(String(error)).not.toContain(value);
    }
  });

  it("want a bucket for S3, and both halves of a key or none", () => {
    expect(() => parseEnvironment({ STORAGE: "s3" })).toThrow(/S3_BUCKET must be set/);
    const halves = () => parseEnvironment({ STORAGE: "s3", S3_BUCKET: "b", S3_SECRET_ACCESS_KEY: "very secret" });
    expect(halves).toThrow(/must be set together/);
    expect(halves).not.toThrow(/very secret/);
    expect(parseEnvironment({ STORAGE: "s3", S3_BUCKET: "b" }).S3_REGION).toBe("us-east-1");
  });

  it("keep a base URL without a trailing slash", () => {
    expect(parseEnvironment({ GROKIMAGINE_BASE_URL: "https://example.com/" }).GROKIMAGINE_BASE_URL).toBe(
      "https://example.com",
    );
  });
});
