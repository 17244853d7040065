import "server-only";
import { type Database, database } from "#db/client";

/**
 * A query that is built and planned once for a database and then only filled in: what every request
 * runs is worth it. Returns a function that gives the query prepared on the open database.
 */
export function preparedQuery<Query>(prepare: (db: Database) => Query): () => Promise<Query> {
  const made = new WeakMap<Database, Query>();
  return async () => {
    const db = await database();
    const known = made.get(db);
    if (known) return known;
    const query = prepare(db);
    made.set(db, query);
    return query;
  };
}
