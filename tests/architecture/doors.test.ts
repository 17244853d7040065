import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { PUBLIC_ACTIONS, PUBLIC_PAGES, PUBLIC_ROUTES } from "#lib/http/public-doors";

const files = readdirSync("app", { recursive: true, encoding: "utf8" }).map((file) => path.join("app", file));
const sourceOf = (file: string) => readFileSync(file, "utf8");

it("wraps every export of a `use server` file: each is an endpoint that strangers can call", () => {
  const actionFiles = files.filter((file) => /\.tsx?$/.test(file) && /^["']use server["']/m.test(sourceOf(file)));
  expect(actionFiles.length).toBeGreaterThanOrEqual(4);
  const open: string[] = [];
  for (const file of actionFiles) {
    const source = sourceOf(file);
    const exports = [...source.matchAll(/^export (?:const|async function|function) (\w+)/gm)].map(
      ([, name = ""]) => name,
    );
    expect(exports.length).toBeGreaterThan(0);
    for (const name of exports) {
      const wrapper = new RegExp(`export const ${name} = (action|adminAction|publicAction)\\(\\s*"${name}"`).exec(
        source,
      )?.[1];
      expect(wrapper, `${name} in ${file} goes through no wrapper, or under another name`).toBeDefined();
      if (wrapper === "publicAction") open.push(name);
    }
  }
  expect(open.sort()).toEqual([...PUBLIC_ACTIONS].sort());
});

it("has no server action outside of `*-actions.ts`", () => {
  const strays = files.filter(
    (file) => /\.tsx?$/.test(file) && !file.endsWith("-actions.ts") && /["']use server["']/.test(sourceOf(file)),
  );
  expect(strays).toEqual([]);
});

it("checks a session or a bearer key in every route that is not listed as public", () => {
  const routes = files.filter((file) => path.basename(file) === "route.ts" && !file.startsWith(path.join("app", "v1")));
  expect(routes.length).toBeGreaterThanOrEqual(6);
  const open = routes.filter((file) => !/= (route|postRoute)(<[^>]*>)?\(/.test(sourceOf(file)));
  expect(open.map((file) => file.split(path.sep).join("/")).sort()).toEqual([...PUBLIC_ROUTES].sort());
});

it("asks who it is in every page that is not listed as public", () => {
  const pages = files.filter((file) => path.basename(file) === "page.tsx");
  expect(pages.length).toBeGreaterThanOrEqual(6);
  const open = pages.filter((file) => !/requireSession\(\)/.test(sourceOf(file)));
  expect(open.map((file) => file.split(path.sep).join("/")).sort()).toEqual([...PUBLIC_PAGES].sort());
});

it("reads the environment in one place", () => {
  const folders = ["app", "components", "db", "lib"];
  const sources = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((file) => path.join(folder, file))
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file)),
  );
  // The API page's JavaScript example, which is text, reads the key of whoever runs it.
  const example = path.join("lib", "contract", "examples.ts");
  const readers = sources.filter((file) => file !== example && /process\.env/.test(sourceOf(file)));
  expect(readers).toEqual([path.join("lib", "env.ts")]);
});
