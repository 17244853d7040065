import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { ENGINE_STATUSES } from "#lib/contract/status";
import { MODES } from "#lib/domain/modes";
import { ENGINE_ACCOUNT_KINDS, PLANS } from "#lib/domain/plans";
import { RATIOS } from "#lib/domain/ratios";

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Kinds of entries in the engine's ledger: credits to start with, granted, charged for a task, given back. */
export const ENGINE_CREDIT_KINDS = ["start", "grant", "charge", "refund"] as const;

/** An account of the built-in API. `ownerRef` names a user of the studio, but no foreign key crosses the fence. */
export const engineAccounts = pgTable(
  "engine_accounts",
  {
    id: uuid("id").primaryKey(),
    ownerRef: text("owner_ref").notNull(),
    kind: text("kind", { enum: ENGINE_ACCOUNT_KINDS }).notNull(),
    plan: text("plan", { enum: PLANS }).notNull(),
    /** When a task of this account was last taken up; the account that waited longest is next. */
    lastServedAt: instant("last_served_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
  },
  (table) => [uniqueIndex("engine_accounts_owner").on(table.ownerRef, table.kind)],
);

/** Bearer keys; the key itself is shown once and only its SHA-256 is kept. */
export const engineKeys = pgTable(
  "engine_keys",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => engineAccounts.id),
    name: text("name").notNull(),
    /** SHA-256 of the key in hexadecimal. */
    hash: text("hash").notNull().unique(),
    /** The first characters, to recognise a key by. */
    prefix: text("prefix").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [index("engine_keys_by_account").on(table.accountId, table.createdAt)],
);

/** One accepted request and what became of it. */
export const engineTasks = pgTable(
  "engine_tasks",
  {
    /** `task_` and 128 random bits. */
    id: text("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => engineAccounts.id),
    mode: text("mode", { enum: MODES }).notNull(),
    prompt: text("prompt").notNull(),
    ratio: text("ratio", { enum: RATIOS }).notNull(),
    images: jsonb("images").$type<string[]>().notNull(),
    /** A positive 31-bit number; its variations are the outputs. */
    seed: integer("seed").notNull(),
    state: text("state", { enum: ENGINE_STATUSES }).notNull(),
    /** What the status says of a failure, in the words of the API page. */
    errorMessage: text("error_message"),
    /** Credits taken and not given back. */
    consumedCredits: integer("consumed_credits").notNull(),
    /** How often rendering was begun. */
    attempts: integer("attempts").notNull().default(0),
    /** Who renders it now. A result under another lease counts for nothing. */
    leaseId: uuid("lease_id"),
    leaseExpiresAt: instant("lease_expires_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    index("engine_tasks_pending").on(table.accountId, table.createdAt).where(sql`${table.state} = 'pending'`),
    index("engine_tasks_leased").on(table.leaseExpiresAt).where(sql`${table.state} = 'processing'`),
  ],
);

/** Rendered files. The row outlives the file, so that an old link says that it expired. */
export const engineOutputs = pgTable(
  "engine_outputs",
  {
    /** 192 random bits in base64url: knowing it is the permission to read. */
    id: text("id").primaryKey(),
    taskId: text("task_id")
      .notNull()
      .references(() => engineTasks.id),
    /** Place among the outputs of its task, from 1. */
    number: integer("number").notNull(),
    /** Relative to the engine's folder of outputs. */
    fileName: text("file_name").notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    width: integer("width").notNull(),
    height: integer("height").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    deletedAt: instant("deleted_at"),
  },
  (table) => [
    uniqueIndex("engine_outputs_of_task").on(table.taskId, table.number),
    index("engine_outputs_to_delete").on(table.expiresAt).where(sql`${table.deletedAt} is null`),
  ],
);

/** The engine's own append-only ledger: a balance is the sum of `credits`. A trigger refuses update and delete. */
export const engineCredits = pgTable(
  "engine_credits",
  {
    id: uuid("id").primaryKey(),
    accountId: uuid("account_id")
      .notNull()
      .references(() => engineAccounts.id),
    kind: text("kind", { enum: ENGINE_CREDIT_KINDS }).notNull(),
    /** Signed: a charge is negative. */
    credits: integer("credits").notNull(),
    /** The task of a charge or refund. */
    taskId: text("task_id").references(() => engineTasks.id),
    /** Why an administrator granted it. */
    note: text("note"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("engine_credits_once_a_task").on(table.taskId, table.kind),
    uniqueIndex("engine_credits_start_once").on(table.accountId).where(sql`${table.kind} = 'start'`),
    index("engine_credits_by_account").on(table.accountId),
  ],
);

/** What an `Idempotency-Key` stands for, for 24 hours. Without a task yet, its first request is in flight. */
export const engineIdempotency = pgTable(
  "engine_idempotency",
  {
    accountId: uuid("account_id")
      .notNull()
      .references(() => engineAccounts.id),
    key: varchar("key", { length: 255 }).notNull(),
    /** SHA-256 of the request as it was understood. */
    requestHash: text("request_hash").notNull(),
    claimId: uuid("claim_id").notNull(),
    taskId: text("task_id").references(() => engineTasks.id),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.key] }),
    index("engine_idempotency_expiry").on(table.expiresAt),
  ],
);
