import type { Browser, CDPSession, Cookie } from "playwright";

interface Answer {
  id?: number;
  result?: object;
  error?: { message: string };
}

/** A window that a tab has, in CSS pixels. */
interface WindowSize {
  width: number;
  height: number;
}

/**
 * A tab as somebody has it: no tool listens to its network. Playwright listens to that of every page of its
 * own, so that the page's process keeps the bytes of each answer for the tool to ask for: 45 MB in a walk
 * through ten thousand posters, which no browser of a person ever holds.
 */
export class PlainTab {
  readonly #browser: CDPSession;
  readonly #session: string;
  readonly #context: string;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #sent = 0;

  private constructor(browser: CDPSession, session: string, context: string) {
    this.#browser = browser;
    this.#session = session;
    this.#context = context;
    browser.on("Target.receivedMessageFromTarget", ({ sessionId, message }) => {
      const answer: Answer = JSON.parse(message);
      if (sessionId === session && answer.id !== undefined) this.#waiting.get(answer.id)?.(answer);
    });
  }

  /** Opens a page in a context that Playwright does not know, and therefore leaves alone. */
  static async open(browser: Browser, url: string, cookies: Cookie[], size: WindowSize): Promise<PlainTab> {
    const session = await browser.newBrowserCDPSession();
    const { browserContextId } = await session.send("Target.createBrowserContext");
    const plain = cookies.map(({ name, value, domain, path }) => ({ name, value, domain, path }));
    await session.send("Storage.setCookies", { browserContextId, cookies: plain });
    const { targetId } = await session.send("Target.createTarget", { url: "about:blank", browserContextId });
    const { sessionId } = await session.send("Target.attachToTarget", { targetId, flatten: false });
    const tab = new PlainTab(session, sessionId, browserContextId);
    await tab.send("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor: 1, mobile: false });
    await tab.send("Page.bringToFront");
    await tab.send("Page.navigate", { url });
    return tab;
  }

  /** Sends a command of the DevTools protocol to the page; what it answers. */
  async send(method: string, params: object = {}): Promise<object> {
    this.#sent += 1;
    const id = this.#sent;
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve));
    await this.#browser.send("Target.sendMessageToTarget", {
      sessionId: this.#session,
      message: JSON.stringify({ id, method, params }),
    });
    const { result, error } = await answered;
    this.#waiting.delete(id);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Calls a function in the page, which sees nothing of this file, and waits for what it promises. */
  async evaluate<Value, Parameter = undefined>(
    what: (parameter: Parameter) => Value | Promise<Value>,
    parameter?: Parameter,
  ): Promise<Value> {
    const answer = await this.send("Runtime.evaluate", {
      expression: `(${what})(${JSON.stringify(parameter)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    const { result, exceptionDetails } = answer as {
      result: { value: Value };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  async close(): Promise<void> {
    await this.#browser.send("Target.disposeBrowserContext", { browserContextId: this.#context });
    await this.#browser.detach();
  }
}
