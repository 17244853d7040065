import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { generationPoll } from "#lib/contract/studio";
import { submissionFor } from "#tests/support/submission";

/** What the build knows of the app's server actions: ids by which they are called, with their names. */
const manifestSchema = z.object({ node: z.record(z.string(), z.object({ exportedName: z.string() })) });

const resultSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string() }) }),
]);
type Result = z.infer<typeof resultSchema>;

const pollSchema = generationPoll.pick({ moving: true });
const withId = z.object({ id: z.uuid() });

function actionIds(): Map<string, string> {
  const file = path.join(import.meta.dirname, "..", "..", ".next", "server", "server-reference-manifest.json");
  const { node } = manifestSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]));
}

/**
 * A person's browser without its pages: calls the built app's server actions as React does, over HTTP,
 * with a session of its own.
 */
export class AppClient {
  /** Where the next calls go; it may be another process of the same app. */
  origin: string;
  private readonly ids = actionIds();
  private readonly cookies = new Map<string, string>();

  constructor(origin: string) {
    this.origin = origin;
  }

  /** The same person at another process of the same app. */
  at(origin: string): AppClient {
    const other = new AppClient(origin);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  /** Calls the action `name` as the page at `page` would. */
  async call(name: string, page: string, input: object): Promise<Result> {
    const id = this.ids.get(name);
    if (!id) throw new Error(`The build has no action ${name}`);
    const response = await fetch(`${this.origin}${page}`, {
      method: "POST",
      headers: {
        accept: "text/x-component",
        "content-type": "text/plain;charset=UTF-8",
        "next-action": id,
        origin: this.origin,
        cookie: this.cookieHeader(),
      },
      body: JSON.stringify([input]),
      redirect: "manual",
    });
    this.keepCookies(response);
    const text = await response.text();
    // React's own format: a line for each part, of which the second is what the action returned.
    const line = text.split("\n").find((part) => part.startsWith("1:"));
    if (!line) throw new Error(`${name} answered ${response.status}: ${text.slice(0, 500)}`);
    return resultSchema.parse(JSON.parse(line.slice(2)));
  }

  /** The same, where anything but success is a fault of the test. */
  async do(name: string, page: string, input: object): Promise<unknown> {
    const result = await this.call(name, page, input);
    if (!result.ok) throw new Error(`${name} was refused: ${result.error.code}`);
    return result.data;
  }

  async signUp(email: string): Promise<void> {
    await this.do("signUpAction", "/sign-up", { email, password: "correct horse" });
  }

  /** Stores a token; returns the id of its connection. */
  async saveToken(token: string): Promise<string> {
    return withId.parse(await this.do("saveTokenAction", "/settings", { token })).id;
  }

  /** Reads what lies at `path`. */
  get(path: string): Promise<Response> {
    return fetch(`${this.origin}${path}`, { headers: { cookie: this.cookieHeader() } });
  }

  /** How many generations are under way, their videos included. */
  async moving(): Promise<number> {
    const { moving } = pollSchema.parse(await (await this.get("/api/generations/poll?ids=")).json());
    return moving.waiting + moving.sent + moving.saving;
  }

  /** The id of the connection to the built-in engine, as the home page has it. */
  async previewConnection(): Promise<string> {
    const html = (await (await this.get("/")).text()).replaceAll("\\", "");
    const [, id] = /"id":"([0-9a-f-]{36})","kind":"preview"/.exec(html) ?? [];
    if (!id) throw new Error("The home page names no preview connection");
    return id;
  }

  /** Submits a batch of generations under `ids`, as the prompt bar does. */
  submit(connectionId: string, ids: string[], prompt: string): Promise<Result> {
    return this.call("submitGenerationsAction", "/", submissionFor(connectionId, ids, prompt));
  }

  private cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  private keepCookies(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const [name = "", ...value] = pair.split("=");
      this.cookies.set(name, value.join("="));
    }
  }
}
