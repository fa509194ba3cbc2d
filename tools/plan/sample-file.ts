// Reads a sample of events from a CSV file, whose columns are candidates for the partition key.

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { UsageError } from '../../command-line/usage-error.ts';
import type { Sampled } from '../../planner/skew.ts';

export interface Sample {
  readonly keys: readonly string[];
  readonly events: readonly Sampled[];
}

/** Throws a UsageError. */
export function readSample(flag: string, path: string): Sample {
  try {
    const rows: string[][] = parse(readFileSync(path), { bom: true, skip_empty_lines: true });
    const [keys = [], ...values] = rows;
    if (values.length === 0) throw new Error('it has no events below its header');
    const events = values.map((row) => Object.fromEntries(keys.map((key, index) => [key, row[index] ?? ''])));
    return { keys, events };
  } catch (cause) {
    const [reason = ''] = (cause as Error).message.split('\n');
    throw new UsageError(`${flag} ${path}: ${reason}`, { cause });
  }
}
