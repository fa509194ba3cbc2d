// Computes from samples how many writes a second each item took. This module is pure.

import type { Sample } from './sample-items.ts';

export interface ItemRate {
  readonly bucket: string;
  /** The middle of the window, in seconds since the first sample. */
  readonly atSeconds: number;
  readonly writesPerSecond: number;
}

/** Returns the rates over a sliding window of samples. A lane writes once in a batch window, so a single second says little. */
export function writeRates(samples: readonly Sample[], windowSeconds: number): ItemRate[] {
  const [first] = samples;
  if (!first) return [];
  const rates: ItemRate[] = [];
  let from = 0;
  for (const sample of samples) {
    while (sample.atMs - samples[from + 1]!.atMs >= windowSeconds * 1_000) from++;
    const start = samples[from]!;
    const seconds = (sample.atMs - start.atMs) / 1_000;
    if (seconds < windowSeconds) continue;
    for (const [bucket, commits] of sample.commits) {
      rates.push({
        bucket,
        atSeconds: (start.atMs + sample.atMs) / 2_000 - first.atMs / 1_000,
        writesPerSecond: (commits - (start.commits.get(bucket) ?? 0)) / seconds,
      });
    }
  }
  return rates;
}
