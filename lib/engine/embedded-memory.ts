import "server-only";
import { databaseHandle } from "#db/client";

interface Memory {
  values: Map<string, unknown>;
  /** Counts what was forgotten, so that a read begun before is not kept after. */
  forgotten: number;
}

declare global {
  /** By database and name: Next.js loads routes and jobs as separate module instances. */
  var reelkeepEmbeddedMemories: WeakMap<object, Map<string, Memory>> | undefined;
}

const MOST_VALUES = 1_000;

/** What every request reads, kept in memory where that can't be stale. */
export interface EmbeddedMemory<Value> {
  /** The value of `key`: remembered, or read and, unless it is null, remembered. */
  know(key: string, read: () => Promise<Value | null>): Promise<Value | null>;
  /** Forgets everything; call it once a change is committed. */
  forget(): Promise<void>;
}

/**
 * Memory of rows of the embedded database, which belongs to this process alone: every verb that changes
 * such a row calls `forget`. On PostgreSQL, where others write too, nothing is remembered.
 */
export function embeddedMemory<Value>(name: string): EmbeddedMemory<Value> {
  return {
    know: async (key, read) => {
      const memory = await memoryOfProcess(name);
      if (!memory) return read();
      const known = memory.values.get(key);
      // What lies under a name was put there by the one user of that name.
      if (known !== undefined) return known as Value;
      const { forgotten } = memory;
      const found = await read();
      if (found !== null && forgotten === memory.forgotten) {
        if (memory.values.size >= MOST_VALUES) memory.values.clear();
        memory.values.set(key, found);
      }
      return found;
    },
    forget: async () => {
      const memory = await memoryOfProcess(name);
      if (!memory) return;
      memory.values.clear();
      memory.forgotten++;
    },
  };
}

async function memoryOfProcess(name: string): Promise<Memory | undefined> {
  const { driver } = await databaseHandle();
  if (driver.kind !== "pglite") return undefined;
  globalThis.reelkeepEmbeddedMemories ??= new WeakMap();
  const memories = globalThis.reelkeepEmbeddedMemories.get(driver) ?? new Map<string, Memory>();
  globalThis.reelkeepEmbeddedMemories.set(driver, memories);
  const memory = memories.get(name) ?? { values: new Map(), forgotten: 0 };
  memories.set(name, memory);
  return memory;
}
