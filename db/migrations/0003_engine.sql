CREATE TABLE "engine_credits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"credits" integer NOT NULL,
	"task_id" text,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engine_idempotency" (
	"account_id" uuid NOT NULL,
	"key" varchar(255) NOT NULL,
	"request_hash" text NOT NULL,
	"claim_id" uuid NOT NULL,
	"task_id" text,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "engine_idempotency_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "engine_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"prefix" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "engine_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "engine_outputs" (
	"id" text PRIMARY KEY NOT NULL,
	"task_id" text NOT NULL,
	"number" integer NOT NULL,
	"file_name" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "engine_tasks" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"prompt" text NOT NULL,
	"ratio" text NOT NULL,
	"images" jsonb NOT NULL,
	"seed" integer NOT NULL,
	"state" text NOT NULL,
	"error_message" text,
	"consumed_credits" integer NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"lease_expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "engine_accounts" DROP CONSTRAINT "engine_accounts_owner_ref_unique";--> statement-breakpoint
ALTER TABLE "engine_accounts" ADD COLUMN "kind" text NOT NULL;--> statement-breakpoint
ALTER TABLE "engine_accounts" ADD COLUMN "plan" text NOT NULL;--> statement-breakpoint
ALTER TABLE "engine_accounts" ADD COLUMN "last_served_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "engine_accounts" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "engine_credits" ADD CONSTRAINT "engine_credits_account_id_engine_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."engine_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_credits" ADD CONSTRAINT "engine_credits_task_id_engine_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."engine_tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_idempotency" ADD CONSTRAINT "engine_idempotency_account_id_engine_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."engine_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_idempotency" ADD CONSTRAINT "engine_idempotency_task_id_engine_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."engine_tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_keys" ADD CONSTRAINT "engine_keys_account_id_engine_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."engine_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_outputs" ADD CONSTRAINT "engine_outputs_task_id_engine_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."engine_tasks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engine_tasks" ADD CONSTRAINT "engine_tasks_account_id_engine_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."engine_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "engine_credits_once_a_task" ON "engine_credits" USING btree ("task_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "engine_credits_start_once" ON "engine_credits" USING btree ("account_id") WHERE "engine_credits"."kind" = 'start';--> statement-breakpoint
CREATE INDEX "engine_credits_by_account" ON "engine_credits" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "engine_idempotency_expiry" ON "engine_idempotency" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "engine_keys_by_account" ON "engine_keys" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "engine_outputs_of_task" ON "engine_outputs" USING btree ("task_id","number");--> statement-breakpoint
CREATE INDEX "engine_outputs_to_delete" ON "engine_outputs" USING btree ("expires_at") WHERE "engine_outputs"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "engine_tasks_pending" ON "engine_tasks" USING btree ("account_id","created_at") WHERE "engine_tasks"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "engine_tasks_leased" ON "engine_tasks" USING btree ("lease_expires_at") WHERE "engine_tasks"."state" = 'processing';--> statement-breakpoint
CREATE UNIQUE INDEX "engine_accounts_owner" ON "engine_accounts" USING btree ("owner_ref","kind");