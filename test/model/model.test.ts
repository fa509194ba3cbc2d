// Runs random schedules of the real core with a store that behaves like DynamoDB.

import { beforeAll, describe, expect, test } from 'vitest';
import { FAULTS } from '../../trials/model/calls.ts';
import { runSeeds } from '../../trials/model/run-seeds.ts';
import { tellFailure } from '../../trials/model/story/tell-failure.ts';
import { Tally } from '../../trials/model/tally.ts';

/** They take about 20 seconds. */
const SCHEDULES = 30_000;

const OCCURRENCES = [
  'attempts on a lane at once: 2',
  'attempts on a lane at once: 3',
  'attempts on a lane at once: 4',
  'batches again',
  'batches again, shorter',
  'batches again, longer',
  'events repeated',
  'events out of order',
  'shards split',
  'shards merged',
  'schedules with a second reader',
  'schedules that split always',
  'schedules that split when-hot',
  'schedules that split at-random',
  'posts with a damaged count',
  'records queued',
  'records queued and on the stream',
  'queued records throttled',
  'messages received again',
  'attempts of drain',
  'attempts of redrive',
  'attempts of merge',
  'attempts of count',
  'attempts of audit',
  'call compact',
  'call shorten',
  'call shorten, refused',
  'call moveLane',
  'call takeOver',
  'call readRow',
  'call observe',
  'call insertRow, refused',
  'call updateRow, refused',
  'call insertItem, refused',
  'call updateItem, refused',
  'call commit, refused',
  'call split, refused',
  'call moveLane, refused',
  'call takeOver, refused',
  'call unsplit, refused',
  ...Array.from(new Set(FAULTS), (fault) => `fault ${fault}`),
];

describe('random schedules', () => {
  const tally = new Tally();
  let story = '';

  beforeAll(async () => {
    const { failingSeed, counts } = await runSeeds({ first: 1, count: SCHEDULES }, undefined);
    tally.addAll(counts);
    if (failingSeed === undefined) return;
    const endMs = performance.now() + 20_000;
    const lines = await tellFailure(failingSeed, undefined, () => performance.now() > endMs);
    story = `seed ${failingSeed}\n${lines.join('\n')}`;
  }, 240_000);

  test('leave exact counts and an exact ledger, whatever overlaps, crashes, comes again, splits or merges', () => {
    expect(story).toBe('');
    expect(tally.of('schedules')).toBe(SCHEDULES);
  });

  test.each(OCCURRENCES)('often include this: %s', (what) => {
    expect(tally.of(what)).toBeGreaterThan(1_000);
  });
});
