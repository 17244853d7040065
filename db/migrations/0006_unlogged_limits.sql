-- Counters of the last minute: worth no write-ahead log, and no wait for a disk at every request.
ALTER TABLE "rate_limits" SET UNLOGGED;
