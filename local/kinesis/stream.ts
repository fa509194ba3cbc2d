// A stream decides which shard takes a key, and replaces shards by others. It saves a change before the change takes effect.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type HashKeyRange, hashKeyOf } from './hash-key.ts';
import { lowerBound } from './lower-bound.ts';
import { SegmentFiles } from './segment-files.ts';
import { Shard, shardIdOf, type ShardState } from './shard.ts';
import type { ShardLimits } from './shard-limits.ts';
import { ShardLog } from './shard-log.ts';
import { saveStreamState, type StreamState } from './stream-state.ts';

const HOUR_MS = 3_600_000;

export interface StreamEnvironment {
  readonly limits: ShardLimits;
  readonly now: () => number;
  /** Directory that keeps the stream. Without it the stream is in memory. */
  readonly directory?: string | undefined;
}

export class Stream {
  readonly #environment: StreamEnvironment;
  #state: StreamState;
  #shards: Shard[];
  #openShards: Shard[] = [];

  constructor(state: StreamState, environment: StreamEnvironment) {
    this.#environment = environment;
    this.#state = state;
    if (environment.directory !== undefined) mkdirSync(environment.directory, { recursive: true });
    this.#shards = state.shards.map((shard) => this.#makeShard(shard));
    this.#use(state);
  }

  get state() {
    return this.#state;
  }

  /** The open shards, and the closed ones that were open within the retention, in the order of their numbers. */
  get shards(): readonly Shard[] {
    return this.#shards;
  }

  /** The open shards in the order of their hash key ranges. */
  get openShards(): readonly Shard[] {
    return this.#openShards;
  }

  shard(shardId: string): Shard | undefined {
    return this.#shards.find(({ id }) => id === shardId);
  }

  /** Returns the open shard that takes a record. */
  shardFor(partitionKey: string, explicitHashKey?: bigint): Shard {
    const hashKey = explicitHashKey ?? hashKeyOf(partitionKey);
    const open = this.#openShards;
    const shard = open[lowerBound(0, open.length, (at) => (open[at]?.state.endingHashKey ?? 0n) < hashKey)];
    if (!shard) throw new RangeError(`no shard takes hash key ${hashKey}`);
    return shard;
  }

  /** Stores a record and returns its sequence number. */
  put(shard: Shard, partitionKey: string, data: Buffer): string {
    const arrivalMs = this.#environment.now();
    shard.log.trim(this.#trimHorizonMs());
    return shard.sequenceNumbers.at(shard.log.append({ arrivalMs, partitionKey, data }));
  }

  /** Opens the shards that a new stream begins with. */
  open(ranges: readonly HashKeyRange[], earliestSecond: number): void {
    this.#replaceShards([], ranges, earliestSecond);
  }

  /** Closes shards and opens others on their ranges. Each child names its parents. */
  replaceShards(closing: readonly Shard[], ranges: readonly HashKeyRange[]): void {
    this.#replaceShards(closing, ranges, Math.max(...closing.map(({ state }) => state.createdSecond + 1)));
  }

  update(change: Partial<StreamState>): void {
    const state = { ...this.#state, ...change };
    if (this.#environment.directory !== undefined) saveStreamState(this.#environment.directory, state);
    this.#use(state);
  }

  /** Forgets the records that are older than the retention, and the shards that were closed before it began. */
  trim(): void {
    const horizonMs = this.#trimHorizonMs();
    const isExpired = ({ closedAtMs }: ShardState) => closedAtMs !== undefined && closedAtMs < horizonMs;
    const expired = this.#shards.filter(({ state }) => isExpired(state));
    if (expired.length > 0) this.update({ shards: this.#state.shards.filter((state) => !isExpired(state)) });
    for (const { id, log } of expired) {
      log.close();
      if (this.#environment.directory !== undefined)
        rmSync(join(this.#environment.directory, id), { recursive: true, force: true });
    }
    for (const { log } of this.#shards) log.trim(horizonMs);
  }

  close(): void {
    for (const { log } of this.#shards) log.close();
  }

  #use(state: StreamState) {
    this.#state = state;
    const known = new Map(this.#shards.map((shard) => [shard.state.shardNumber, shard]));
    this.#shards = state.shards.map((shardState) => {
      const shard = known.get(shardState.shardNumber) ?? this.#makeShard(shardState);
      shard.state = shardState;
      return shard;
    });
    this.#openShards = this.#shards
      .filter(({ isOpen }) => isOpen)
      .sort((a, b) => (a.state.startingHashKey < b.state.startingHashKey ? -1 : 1));
  }

  #replaceShards(closing: readonly Shard[], ranges: readonly HashKeyRange[], earliestSecond: number) {
    const atMs = this.#environment.now();
    const nextNumber = (this.#state.shards.at(-1)?.shardNumber ?? -1) + 1;
    const children = ranges.map((range, index) => ({
      ...range,
      shardNumber: nextNumber + index,
      createdSecond: Math.max(Math.floor(atMs / 1_000), earliestSecond),
      parents: closing.map(({ id }) => id),
      createdAtMs: atMs,
    }));
    const shards = this.#shards.map((shard) =>
      closing.includes(shard) ? { ...shard.state, closedAtMs: atMs } : shard.state,
    );
    this.update({ shards: [...shards, ...children] });
  }

  #trimHorizonMs() {
    return this.#environment.now() - this.#state.retentionHours * HOUR_MS;
  }

  #makeShard(state: ShardState): Shard {
    const { directory, limits, now } = this.#environment;
    const files =
      directory === undefined ? undefined : new SegmentFiles(join(directory, shardIdOf(state.shardNumber)));
    return new Shard(state, new ShardLog(files), limits, now);
  }
}
