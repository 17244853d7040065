// Makes a backup: `npm run backup -- [file] [--with-secret]`. Works while the server runs.
import path from "node:path";
import { parseArgs } from "node:util";
import { makeBackup } from "#lib/backup/make-backup";
import { runCommand } from "#lib/backup/run-command";

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    options: { "with-secret": { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const moment = new Date().toISOString().slice(0, 19).replace("T", "-").replaceAll(":", "");
  const file = path.resolve(positionals[0] ?? `reelkeep-${moment}.tar`);
  const withSecret = values["with-secret"];
  console.log(`Making a backup at ${file} …`);
  const { contents, manifest, members } = await makeBackup(file, { withSecret }, (sentence) => console.log(sentence));
  const rows = contents.tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(`${rows} rows in ${contents.tables.length} tables.`);
  console.log(`${contents.files} files, ${(contents.fileBytes / 1e6).toFixed(1)} MB.`);
  console.log(
    withSecret
      ? "The secret and the tokens are in it: keep it where you would keep them."
      : "The secret and the tokens are not in it; password hashes and prompts are.",
  );
  console.log(`Verified: ${members} of ${members} members read again, every SHA-256 as it was written.`);
  const lacking = [
    ...manifest.missing.map((key) => `missing from the storage: ${key}`),
    ...manifest.damaged.map((key) => `not as it was archived: ${key}`),
  ];
  if (lacking.length === 0) return 0;
  console.error(`\nThe backup is whole, but the library is not:\n${lacking.join("\n")}\n`);
  return 2;
});
