import "server-only";
import type { Socket } from "node:net";
import { database } from "#db/client";
import { answerAtLock } from "#db/folder-lock";
import { listStoredFiles } from "#lib/archive/stored-files";
import { operatorRequest } from "#lib/backup/ask-server";
import { writeArchive } from "#lib/backup/write-archive";
import { checkLedger } from "#lib/ledger/check-ledger";
import { log } from "#lib/log";

/**
 * Does for the command line what only the process with the embedded database can: `npm run backup`,
 * `npm run ledger:check` and `npm run storage:migrate` ask for it at the database's lock, which this
 * machine's user alone may open.
 */
export function answerOperator(): void {
  answerAtLock(async (line, socket) => {
    try {
      await answer(line, socket);
    } catch (err) {
      log().error({ err }, "what the operator asked for could not be done");
      socket.destroy();
    }
  });
}

async function answer(line: string, socket: Socket): Promise<void> {
  const request = operatorRequest.parse(JSON.parse(line));
  if (request.want === "backup") return writeArchive(request, socket);
  const db = await database();
  socket.end(JSON.stringify(request.want === "stored files" ? await listStoredFiles(db) : await checkLedger(db)));
}
