// Lets dynalite keep its items in memory as text. By default it keeps each key and each item in a buffer, which takes two to
// three times the memory, and compares keys byte by byte in JavaScript.

import type { createRequire } from 'node:module';

interface MemoryLevelModule {
  MemoryLevel: new (options: object) => object;
}

/** It must be called before dynalite's `db` is loaded. dynalite's keys are ASCII, so text has the same order as bytes. */
export function keepText(requireOfDynalite: ReturnType<typeof createRequire>): void {
  const memoryLevel = requireOfDynalite('memory-level') as MemoryLevelModule;
  const { MemoryLevel } = memoryLevel;
  memoryLevel.MemoryLevel = class extends MemoryLevel {
    constructor(options: object) {
      super({ ...options, storeEncoding: 'utf8' });
    }
  };
}
