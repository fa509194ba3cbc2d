// What waits until everything accepted before is counted, with fakes of the stream and the counters.

import { expect, test } from 'vitest';
import { hashKeyOf, uniformRanges } from '../../../local/kinesis/hash-key.ts';
import { EMPTY_ITEM } from '../../../core/counters/counter-item.ts';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { personOn, waitUntilCounted } from '../../../tools/withdraw/tracers.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const shardsOf = (count: number) =>
  uniformRanges(count).map((range, index) => ({ id: `s${index}`, ...range }));

test('a person is found for every shard', () => {
  for (const shard of shardsOf(7)) {
    const hashKey = hashKeyOf(personOn(shard));
    expect(hashKey >= shard.startingHashKey && hashKey <= shard.endingHashKey).toBe(true);
  }
});

/** A stream whose lanes count one record with every wait. */
function makeLanes(shardCounts: number[], depths: number[] = []) {
  const put: { readonly lane: string; readonly position: string; readonly event: LikeEvent }[] = [];
  const log: string[] = [];
  let counted = 0;
  let current = shardCounts[0] ?? 1;
  const isCounted = (position: string) => Number(position) <= counted;
  return {
    put,
    log,
    ports: {
      stream: {
        async put([event]: readonly LikeEvent[]) {
          const lane = shardsOf(current).findIndex(
            ({ endingHashKey }) => hashKeyOf(event?.userId ?? '') <= endingHashKey,
          );
          const place = { lane: `x-${lane}`, position: String(put.length + 1).padStart(4, '0') };
          put.push({ ...place, event: event as LikeEvent });
          log.push('put');
          return { place };
        },
      },
      readItem: async () => ({
        ...EMPTY_ITEM,
        marks: new Map(
          put.filter(({ position }) => isCounted(position)).map(({ lane, position }) => [lane, position]),
        ),
      }),
      readOpenShards: async () => shardsOf((current = shardCounts.shift() ?? current)),
      readQueueDepth: async () => depths.shift() ?? 0,
      newId: () => eventIdAt(NOW_MS + put.length),
      wait: async () => {
        log.push('wait');
        counted++;
      },
      say: () => {},
    },
  };
}

test('a second tracer is put on each shard only after the first ones are counted', async () => {
  const { ports, put, log } = makeLanes([2]);
  await waitUntilCounted(ports);
  expect(put.map(({ lane }) => lane)).toEqual(['x-0', 'x-1', 'x-0', 'x-1']);
  expect(log).toEqual(['put', 'put', 'wait', 'wait', 'put', 'put', 'wait', 'wait']);
  expect(new Set(put.map(({ event }) => event.op))).toEqual(new Set(['unlike']));
});

test('shards that were split while the tracers were put get tracers of their own', async () => {
  const { ports, put } = makeLanes([1, 2]);
  await waitUntilCounted(ports);
  expect(put.map(({ lane }) => lane)).toEqual(['x-0', 'x-0', 'x-1', 'x-0', 'x-1']);
});

test('no tracer is put before the burst queue is empty', async () => {
  const { ports, log } = makeLanes([1], [3, 1]);
  await waitUntilCounted(ports);
  expect(log.slice(0, 3)).toEqual(['wait', 'wait', 'put']);
});
