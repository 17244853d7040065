DROP INDEX "generations_task";--> statement-breakpoint
CREATE INDEX "generations_task" ON "generations" USING btree ("connection_id","provider_task_id");