// Checks who imports whom (DESIGN: "The house"), and that the check has really seen the project.
import { readdirSync } from "node:fs";
import { cruise } from "dependency-cruiser";
import { forbidden } from "./rules.mjs";

const FOLDERS = ["app", "components", "db", "lib"];
const isSource = (name) => /\.tsx?$/.test(name) && !name.endsWith(".d.ts");
const countSources = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && isSource(entry.name),
  ).length;

const result = await cruise(
  FOLDERS,
  {
    ruleSet: { forbidden },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.json$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js"],
    },
  },
  {},
);
const { violations, totalCruised } = result.output.summary;
const seen = result.output.modules.filter(({ source }) =>
  FOLDERS.some((folder) => source.startsWith(`${folder}/`)),
).length;
const expected = FOLDERS.map(countSources).reduce((sum, count) => sum + count, 0);
for (const { rule, from, to } of violations) console.error(`${rule.name}: ${from} -> ${to}`);
console.log(`${violations.length} violations in ${seen} of ${expected} modules (${totalCruised} with packages)`);
if (seen < expected) console.error("The check has not seen every module: its parser may have stopped working.");
process.exit(violations.length > 0 || seen < expected ? 1 : 0);
