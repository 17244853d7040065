/**
 * The process that draws one clip: `render-clip.ts` forks it. Its modules are compiled once and kept in
 * the folder it is given: to compile them anew would cost a twentieth of a clip's CPU time.
 */
import { enableCompileCache } from "node:module";

const [, , compiledFolder] = process.argv;
enableCompileCache(compiledFolder);
await import("#lib/engine/render/child-work");
