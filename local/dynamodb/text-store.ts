// Lets dynalite keep its items in memory as text, and read them without waiting. By default it keeps each key and each item in
// a buffer of its own, compares keys byte by byte in JavaScript, and goes through four promises for each read.

import type { createRequire } from 'node:module';

type Done = (error?: unknown, value?: unknown) => void;

/** The database under a store of dynalite, in memory or on disk. */
export interface LevelDatabase {
  getSync(key: string): unknown;
  get(key: string, done: Done): void;
}

interface MemoryLevelModule {
  MemoryLevel: new (options: object) => LevelDatabase;
}

/** It must be called before dynalite's `db` is loaded. Its keys are ASCII, so that text has the order of bytes. */
export function keepText(requireOfDynalite: ReturnType<typeof createRequire>): void {
  const memoryLevel = requireOfDynalite('memory-level') as MemoryLevelModule;
  const { MemoryLevel } = memoryLevel;
  memoryLevel.MemoryLevel = class extends MemoryLevel {
    constructor(options: object) {
      super({ ...options, storeEncoding: 'utf8' });
    }
  };
}

/** Reads at once. The database must be open by the time of the first read. */
export function readAtOnce(database: LevelDatabase): void {
  database.get = (key, done) => {
    let value: unknown;
    try {
      value = database.getSync(key);
    } catch (error) {
      return done(error);
    }
    done(undefined, value);
  };
}
