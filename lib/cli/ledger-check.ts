// Checks that the ledger balances: `npm run ledger:check`. Works while the server runs.
import { text } from "node:stream/consumers";
import { database, databaseHandle } from "#db/client";
import { migrate } from "#db/migrate";
import { askServer } from "#lib/backup/ask-server";
import { BackupError } from "#lib/backup/backup-error";
import { SERVER_FAILED } from "#lib/backup/make-backup";
import { runCommand } from "#lib/backup/run-command";
import { checkLedger, type LedgerReport } from "#lib/ledger/check-ledger";

async function report(): Promise<LedgerReport> {
  const server = await askServer({ want: "ledger check" });
  const answer = server ? await text(server) : undefined;
  if (answer === "") throw new BackupError(SERVER_FAILED);
  if (answer) return JSON.parse(answer);
  await migrate(await databaseHandle());
  return checkLedger(await database());
}

await runCommand(async () => {
  const { accounts, generations, total, wrongAccounts, wrongGenerations } = await report();
  for (const { userId, ledger, said } of wrongAccounts) {
    console.error(`Account ${userId}: the ledger has ${told(ledger)}; its generations say ${told(said)}.`);
  }
  for (const wrong of wrongGenerations) {
    const { generationId, state, creditCertainty, ofAnother } = wrong;
    const certainty = creditCertainty ? `, ${creditCertainty}` : "";
    console.error(
      `Generation ${generationId} (${state}${certainty}): the ledger has ${wrong.ledgerHeld} held and ${wrong.ledgerSpent} settled; it says ${wrong.saidHeld} held and ${wrong.saidSpent ?? "nothing"} settled.${ofAnother ? " Some entries are of another account." : ""}`,
    );
  }
  const all = `${generations} generations of ${accounts} accounts: ${told(total)}`;
  if (wrongGenerations.length > 0) {
    console.error(`\nThe ledger does not balance: ${wrongGenerations.length} of ${all}.\n`);
    return 1;
  }
  console.log(`The ledger balances: ${all}, as the generations say.`);
  return 0;
});

function told({ held, inDoubt, spent }: LedgerReport["total"]): string {
  return `${held} held, ${inDoubt} in doubt, ${spent} settled`;
}
