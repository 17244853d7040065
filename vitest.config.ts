import { defineConfig } from "vitest/config";

export default defineConfig({
  ssr: { resolve: { conditions: ["react-server"], externalConditions: ["react-server"] } },
  resolve: { conditions: ["react-server"] },
  test: {
    include: ["{app,components,db,lib}/**/*.test.ts", "tests/{architecture,integration,contract,faults}/**/*.test.ts"],
    setupFiles: "tests/support/setup.ts",
    globalSetup: "tests/support/global-setup.ts",
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
