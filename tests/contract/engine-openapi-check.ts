import { expect } from "vitest";
import { z } from "zod";
import { openApiDocument } from "#lib/engine/openapi";

const document = openApiDocument("http://engine.test");

interface Documented {
  headers?: Record<string, unknown>;
  content?: Record<string, unknown>;
}

const schemas = new Map(
  Object.entries(document.components.schemas).map(([name, schema]) => [
    `#/components/schemas/${name}`,
    z.fromJSONSchema(schema),
  ]),
);
const jsonContent = z.object({ "application/json": z.object({ schema: z.object({ $ref: z.string() }) }) });

function operationsOf(pathname: string): Record<string, { responses: Record<string, Documented> }> | undefined {
  if (pathname === "/v1/generate") return document.paths["/v1/generate"];
  if (pathname === "/v1/status") return document.paths["/v1/status"];
  if (/^\/v1\/files\/[^/]+$/.test(pathname)) return document.paths["/v1/files/{file}"];
  return undefined;
}

/** `"post /v1/generate 402"` of every answer that the document tells of. */
export function documentedAnswers(): string[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => `${method} ${path} ${status}`),
    ),
  );
}

/** Checks a real answer against the document, and returns which documented answers it shows. */
export async function expectDocumented(method: string, url: string, answer: Response): Promise<string[]> {
  const { pathname } = new URL(url);
  const operations = operationsOf(pathname);
  if (!operations) return [];
  const path = pathname.startsWith("/v1/files/") ? "/v1/files/{file}" : pathname;
  const own = operations[method.toLowerCase()];
  // A method that the path does not take is told of in each operation that it has; HEAD answers as GET does.
  const entries = own ? [[method.toLowerCase(), own] as const] : Object.entries(operations);
  for (const [name, operation] of entries) {
    const documented = operation.responses[String(answer.status)];
    expect(documented, `${name} ${path} does not document ${answer.status}`).toBeDefined();
    for (const header of Object.keys(documented?.headers ?? {})) {
      expect(answer.headers.has(header), `${name} ${path} ${answer.status} lacks ${header}`).toBe(true);
    }
    if (method === "HEAD" || !documented?.content || !("application/json" in documented.content)) continue;
    const { $ref } = jsonContent.parse(documented.content)["application/json"].schema;
    schemas.get($ref)?.parse(await answer.clone().json());
  }
  return entries.map(([name]) => `${name} ${path} ${answer.status}`);
}
