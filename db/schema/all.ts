export * from "#db/schema/engine";
export * from "#db/schema/generations";
export * from "#db/schema/ledger";
export * from "#db/schema/library";
export * from "#db/schema/rate-limits";
export * from "#db/schema/searches";
export * from "#db/schema/users";
