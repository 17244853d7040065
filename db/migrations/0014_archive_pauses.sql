CREATE TABLE "archive_pauses" (
	"reason" text PRIMARY KEY NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"next_probe_at" timestamp with time zone NOT NULL,
	"probes" integer DEFAULT 0 NOT NULL
);
