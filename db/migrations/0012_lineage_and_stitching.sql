ALTER TABLE "generations" ADD COLUMN "relation" text;--> statement-breakpoint
ALTER TABLE "generations" ADD COLUMN "parent_video_id" uuid;--> statement-breakpoint
ALTER TABLE "videos" ADD COLUMN "clip_ids" jsonb;--> statement-breakpoint
ALTER TABLE "videos" ADD COLUMN "progress" real;--> statement-breakpoint
ALTER TABLE "videos" ADD COLUMN "codec" text;--> statement-breakpoint
ALTER TABLE "videos" ADD COLUMN "frames" integer;--> statement-breakpoint
CREATE INDEX "generations_children" ON "generations" USING btree ("parent_id") WHERE "generations"."parent_id" is not null;