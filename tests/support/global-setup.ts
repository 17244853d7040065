import type { TestProject } from "vitest/node";
import { startPostgres } from "#tests/support/postgres-server";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run; every test file makes databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide("postgresUrl", server.urlOf("postgres"));
  return () => server.stop();
}
