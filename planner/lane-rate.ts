// How many likes a second one lane counts. Its function runs on one thread, so its CPU is the limit.

/** A function with this much memory has one vCPU, and Node uses little more. source: Lambda guide, "Configure memory" */
export const MEBIBYTES_PER_VCPU = 1_769;

/**
 * CPU of batch-likes per like, in milliseconds, measured on two cores in November 2026 and rounded up: 0.07 and 0.22 times what a bare
 * UpdateItem of the SDK takes, which is 0.34 ms. `npm run bench` measures both again. On the long tail every like goes to another post,
 * so each takes a counter write of its own.
 */
export const BATCH_CPU_MS_PER_LIKE = { hotPost: 0.03, longTail: 0.1 } as const;

/** What a shard takes in, in records a second. source: Kinesis guide, service sizes and limits */
export const SHARD_RECORDS_PER_SECOND = 1_000;

/** What one thread of a function gets of a vCPU. */
export const vcpuShare = (memoryMiB: number): number => Math.min(1, memoryMiB / MEBIBYTES_PER_VCPU);

/** @returns likes a second */
export const laneRate = (memoryMiB: number, traffic: keyof typeof BATCH_CPU_MS_PER_LIKE): number =>
  (1_000 * vcpuShare(memoryMiB)) / BATCH_CPU_MS_PER_LIKE[traffic];
