// Properties of resharding. Whatever is split, merged and scaled, and however fast, every hash key has one open shard, and its
// sequence numbers rise.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_HASH_KEY, uniformRanges } from '../../../local/kinesis/hash-key.ts';
import { mergeShards, scaleUniformly, splitShard } from '../../../local/kinesis/reshard.ts';
import { AWS_SHARD_LIMITS } from '../../../local/kinesis/shard-limits.ts';
import { Stream } from '../../../local/kinesis/stream.ts';

const place = fc.nat(1_000);
const step = fc.oneof(
  fc.record({ type: fc.constant('split' as const), place, key: fc.bigInt({ min: 0n, max: MAX_HASH_KEY }) }),
  fc.record({ type: fc.constant('merge' as const), place, downwards: fc.boolean() }),
  fc.record({ type: fc.constant('scale' as const), count: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ type: fc.constant('wait' as const), ms: fc.nat(3_000) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const START_MS = Date.UTC(2026, 0, 1);
const PROBES = [0n, 1n, MAX_HASH_KEY / 3n, MAX_HASH_KEY / 2n, MAX_HASH_KEY - 1n, MAX_HASH_KEY];

function makeStream(shardCount: number) {
  const clock = { nowMs: START_MS };
  const state = { name: 's', createdAtMs: START_MS, retentionHours: 24, shardCountUpdatesMs: [], shards: [] };
  const stream = new Stream(state, { limits: AWS_SHARD_LIMITS, now: () => clock.nowMs });
  stream.open(uniformRanges(shardCount), 0);
  return { stream, clock };
}

function reshard({ stream, clock }: ReturnType<typeof makeStream>, step: Step) {
  const open = stream.openShards;
  switch (step.type) {
    case 'split': {
      const shard = open[step.place % open.length];
      if (!shard || shard.state.startingHashKey === shard.state.endingHashKey) return;
      const { startingHashKey: start, endingHashKey: end } = shard.state;
      splitShard(stream, shard, start + 1n + (step.key % (end - start)));
      return;
    }
    case 'merge': {
      const pair = open.slice(step.place % open.length).slice(0, 2);
      const [first, second] = step.downwards ? pair.toReversed() : pair;
      if (first && second) mergeShards(stream, first, second);
      return;
    }
    case 'scale':
      scaleUniformly(stream, step.count);
      return;
    default:
      clock.nowMs += step.ms;
  }
}

const shardCount = fc.integer({ min: 1, max: 5 });
const steps = fc.array(step, { maxLength: 12 });

test('the open shards cover each hash key once, and take the records of their ranges', () => {
  fc.assert(
    fc.property(shardCount, steps, (shardCount, steps) => {
      const world = makeStream(shardCount);
      for (const step of steps) {
        reshard(world, step);
        const ranges = world.stream.openShards.map(({ state }) => state);
        expect(ranges[0]?.startingHashKey).toBe(0n);
        expect(ranges.at(-1)?.endingHashKey).toBe(MAX_HASH_KEY);
        const starts = ranges.slice(1).map(({ startingHashKey }) => startingHashKey);
        expect(starts).toEqual(ranges.slice(0, -1).map(({ endingHashKey }) => endingHashKey + 1n));
        for (const probe of PROBES) {
          const { startingHashKey, endingHashKey } = world.stream.shardFor('', probe).state;
          expect(startingHashKey <= probe && probe <= endingHashKey).toBe(true);
        }
      }
    }),
  );
});

test("a hash key's sequence numbers rise over every reshard, even many in one second", () => {
  fc.assert(
    fc.property(shardCount, steps, (shardCount, steps) => {
      const world = makeStream(shardCount);
      const latest = new Map<bigint, bigint>();
      for (const step of steps) {
        reshard(world, step);
        for (const probe of PROBES) {
          const shard = world.stream.shardFor('', probe);
          const sequenceNumber = BigInt(world.stream.put(shard, 'key', Buffer.from('x')));
          expect(sequenceNumber).toBeGreaterThan(latest.get(probe) ?? 0n);
          latest.set(probe, sequenceNumber);
        }
      }
    }),
  );
});

test('a closed shard comes before its children, which cover its range', () => {
  fc.assert(
    fc.property(shardCount, steps, (shardCount, steps) => {
      const world = makeStream(shardCount);
      for (const step of steps) reshard(world, step);
      const { shards } = world.stream;
      for (const parent of shards.filter(({ isOpen }) => !isOpen)) {
        const children = shards.filter(({ state }) => state.parents.includes(parent.id));
        expect(children.length).toBeGreaterThan(0);
        const starts = children.map(({ state }) => state.startingHashKey);
        const ends = children.map(({ state }) => state.endingHashKey);
        expect(starts.some((start) => start <= parent.state.startingHashKey)).toBe(true);
        expect(ends.some((end) => end >= parent.state.endingHashKey)).toBe(true);
        for (const child of children) {
          expect(child.state.parents.length).toBeLessThanOrEqual(2);
          expect(child.state.shardNumber).toBeGreaterThan(parent.state.shardNumber);
          expect(child.state.createdAtMs).toBe(parent.state.closedAtMs);
        }
      }
    }),
  );
});

test('scaling ends with equal ranges, whatever the ranges were before', () => {
  fc.assert(
    fc.property(shardCount, steps, fc.integer({ min: 1, max: 12 }), (shardCount, steps, count) => {
      const world = makeStream(shardCount);
      for (const step of steps) reshard(world, step);
      scaleUniformly(world.stream, count);
      const ranges = world.stream.openShards.map(({ state: { startingHashKey, endingHashKey } }) => ({
        startingHashKey,
        endingHashKey,
      }));
      expect(ranges).toEqual(uniformRanges(count));
    }),
  );
});

// Scaling splits and merges, so there are short-lived shards beside the final ones. source: Kinesis API, UpdateShardCount
test.each([
  [2, 4, 6],
  [4, 5, 15],
  [4, 2, 6],
])('scaling %i shards to %i leaves %i shards, closed ones included', (from, to, total) => {
  const { stream } = makeStream(from);
  scaleUniformly(stream, to);
  expect(stream.shards).toHaveLength(total);
});
