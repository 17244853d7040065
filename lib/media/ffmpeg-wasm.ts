/**
 * An ffmpeg command line over `@ffmpeg/core`, run as a process of its own: `node ffmpeg-wasm.ts <args>`.
 * Standard input and output reach WebAssembly as blocking devices and input files are read where they
 * lie, so that neither raw frames nor a large video are ever held in memory. Only the output file is,
 * because faststart rewrites it.
 */
import { fstatSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from "node:fs";
import { createRequire } from "node:module";

interface Stream {
  position: number;
  node: FileNode;
}
interface StreamOperations {
  open?: (stream: Stream) => void;
  read?: (stream: Stream, buffer: Uint8Array, offset: number, length: number, position: number) => number;
  write?: (stream: Stream, buffer: Uint8Array, offset: number, length: number) => number;
}
interface FileNode {
  usedBytes: number;
  stream_ops: StreamOperations;
}
interface FileSystem {
  makedev(major: number, minor: number): number;
  registerDevice(device: number, operations: StreamOperations): void;
  mkdev(path: string, mode: number, device: number): void;
  writeFile(path: string, data: Uint8Array): void;
  readFile(path: string): Uint8Array;
  lookupPath(path: string): { node: FileNode };
}
interface Core {
  FS: FileSystem;
  setLogger(logger: (line: { type: string; message: string }) => void): void;
  exec(...args: string[]): number;
}
type CreateCore = (options: { wasmBinary: Uint8Array }) => Promise<Core>;

const INPUT = "/input";
const INPUT_DEVICE = "/dev/frames-in";
const OUTPUT_DEVICE = "/dev/frames-out";
const RETRY_MS = 2;

const require = createRequire(import.meta.url);

/** Emscripten's build believes that it runs in a web worker and asks for its address. */
function pretendToBeAWorker(): void {
  const location = { href: "file:///" };
  Object.assign(globalThis, { self: { location }, location });
}

/** A pipe may be non-blocking: wait for bytes rather than report an end that is none. */
function patiently(operation: () => number): number {
  for (;;) {
    try {
      return operation();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

function addPipes(fs: FileSystem): void {
  const input = fs.makedev(64, 0);
  fs.registerDevice(input, {
    read: (_stream, buffer, offset, length) => patiently(() => readSync(0, buffer, offset, length, null)),
  });
  fs.mkdev(INPUT_DEVICE, 0o444, input);
  const output = fs.makedev(64, 1);
  fs.registerDevice(output, {
    write: (_stream, buffer, offset, length) => {
      for (let written = 0; written < length; ) {
        written += patiently(() => writeSync(1, buffer, offset + written, length - written));
      }
      return length;
    },
  });
  fs.mkdev(OUTPUT_DEVICE, 0o666, output);
}

function addInputFile(fs: FileSystem, file: string): void {
  const handle = openSync(file, "r");
  fs.writeFile(INPUT, new Uint8Array(0));
  const { node } = fs.lookupPath(INPUT);
  node.usedBytes = fstatSync(handle).size;
  node.stream_ops = {
    ...node.stream_ops,
    read: (_stream, buffer, offset, length, position) => readSync(handle, buffer, offset, length, position),
  };
}

async function main(given: readonly string[]): Promise<number> {
  pretendToBeAWorker();
  const createCore: CreateCore = require("@ffmpeg/core");
  const core = await createCore({ wasmBinary: readFileSync(require.resolve("@ffmpeg/core/wasm")) });
  core.setLogger(({ message }) => process.stderr.write(`${message}\n`));
  addPipes(core.FS);

  const target = given.at(-1) ?? "";
  const outputFile = target === "pipe:1" ? undefined : target;
  const output = outputFile === undefined ? OUTPUT_DEVICE : "/output";
  const args = given.slice(0, -1).map((argument, index) => {
    if (given[index - 1] !== "-i") return argument;
    if (argument === "pipe:0") return INPUT_DEVICE;
    addInputFile(core.FS, argument);
    return INPUT;
  });
  const code = core.exec(...args, output);
  if (code === 0 && outputFile !== undefined) writeFileSync(outputFile, core.FS.readFile(output));
  return code;
}

process.exitCode = await main(process.argv.slice(2));
