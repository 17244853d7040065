import { defineConfig } from "vitest/config";

/** Tests of whole processes of the built app, one file after the other: they measure nothing but take the whole machine. */
export default defineConfig({
  ssr: { resolve: { conditions: ["react-server"], externalConditions: ["react-server"] } },
  resolve: { conditions: ["react-server"] },
  test: {
    include: ["tests/crash/*.test.ts"],
    setupFiles: "tests/support/setup.ts",
    globalSetup: "tests/support/global-setup.ts",
    testTimeout: 120_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
