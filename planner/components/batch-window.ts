// How long a batch is gathered, and how large it may be.

import type { Workload } from '../../scenarios/scenario.ts';
import type { MappingCapacity, StreamCapacity } from '../capacity.ts';
import { MAPPING, SHARD } from '../limits.ts';
import { recordAgeSeconds } from './record-age.ts';

/** What a batch takes once it is gathered. An assumption: a full batch of a busy lane. */
const PROCESS_SECONDS = 0.5;
/** A like must still be fresh if its batch fails once. */
const ATTEMPTS = 2;
/** Lambda's estimate of the JSON around a record, as the local cloud has it too. */
const ENVELOPE_BYTES = 800;

/**
 * The window that two attempts leave of the freshness, in whole seconds, and a batch that holds what a full shard takes in meanwhile, as
 * far as it fits the payload.
 */
export function planMapping(
  { freshnessSeconds, eventBytes }: Workload,
  stream: StreamCapacity,
): MappingCapacity {
  const left = freshnessSeconds / ATTEMPTS - MAPPING.pollSeconds - PROCESS_SECONDS;
  const batchWindowSeconds = Math.min(MAPPING.windowSeconds, Math.max(0, Math.floor(left)));
  const fitting = Math.floor(MAPPING.payloadBytes / (Math.ceil(eventBytes / 3) * 4 + ENVELOPE_BYTES));
  const arriving = SHARD.recordsPerSecond * Math.max(1, batchWindowSeconds);
  const batchSize = Math.max(1, Math.min(MAPPING.batchRecords, fitting, arriving));
  return { batchSize, batchWindowSeconds, recordAgeSeconds: recordAgeSeconds(stream) };
}

/** How old a like may be, at worst, when it is counted without a failure. */
export const oldestSeconds = (batchWindowSeconds: number): number =>
  MAPPING.pollSeconds + batchWindowSeconds + PROCESS_SECONDS;
