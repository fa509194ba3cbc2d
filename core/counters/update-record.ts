// One record of the stream of updates holds what a batch has changed in the counters of one root slot.

import type { CountUpdate } from './count-update.ts';

/** The version that this release writes and reads. */
const VERSION = 1;

/** The end of the year 9999. Nothing that is later has the text of a time that everybody reads. */
const LATEST_MS = 253_402_300_799_999;

/** DynamoDB takes no longer key, and ours are shorter. */
const LONGEST_KEY = 1_024;

/** Returns the data of a record. */
export const encodeUpdates = (updates: readonly CountUpdate[]): string =>
  JSON.stringify({ v: VERSION, updates });

/**
 * Returns the updates of a record, or undefined when the record is malformed. It never throws, whatever the bytes are. An update is
 * derived from the counters, so nobody keeps a malformed one: the next update of the key says more.
 */
export function decodeUpdates(data: Uint8Array): readonly CountUpdate[] | undefined {
  const record = readJsonText(data);
  if (!isObject(record) || record['v'] !== VERSION || !Array.isArray(record['updates'])) return undefined;
  const updates: CountUpdate[] = [];
  for (const value of record['updates'] as unknown[]) {
    const update = readUpdate(value);
    if (!update) return undefined;
    updates.push(update);
  }
  return updates;
}

function readUpdate(value: unknown): CountUpdate | undefined {
  if (!isObject(value)) return undefined;
  const { key, whole, asOfMs } = value;
  if (typeof key !== 'string' || key === '' || key.length > LONGEST_KEY) return undefined;
  if (!isWhole(asOfMs) || asOfMs < 0 || asOfMs > LATEST_MS) return undefined;
  if (whole === undefined) return { key, whole, asOfMs };
  if (!isObject(whole)) return undefined;
  const { count, commits } = whole;
  return isWhole(count) && isWhole(commits) ? { key, whole: { count, commits }, asOfMs } : undefined;
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readJsonText(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(data));
  } catch {
    return undefined;
  }
}
