// Runs the workers without the web: `npm run worker`, beside web processes on the same PostgreSQL.
import { runWorker } from "#lib/jobs/run-worker";

await runWorker();
