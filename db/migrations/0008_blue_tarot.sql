ALTER TABLE "connections" ADD COLUMN "pace" jsonb;--> statement-breakpoint
ALTER TABLE "connections" ADD COLUMN "typical_seconds" real;--> statement-breakpoint
CREATE INDEX "generations_of_batch" ON "generations" USING btree ("batch_id","submitted_at");--> statement-breakpoint
CREATE INDEX "generations_successes" ON "generations" USING btree ("connection_id","finished_at" DESC NULLS LAST) WHERE "generations"."state" = 'succeeded';