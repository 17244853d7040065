ALTER TABLE "connections" DROP COLUMN "limit_remaining";--> statement-breakpoint
ALTER TABLE "connections" DROP COLUMN "limit_reset_at";