// Holds all streams by name, and keeps them in a directory if there is one.

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KinesisError } from './kinesis-error.ts';
import type { ShardLimits } from './shard-limits.ts';
import { Stream } from './stream.ts';
import { loadStreamState, STREAM_STATE_FILE } from './stream-state.ts';
import { uniformRanges } from './hash-key.ts';

const ACCOUNT = '000000000000';
const ARN_PREFIX = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/`;
const DEFAULT_RETENTION_HOURS = 24;

export const streamArnOf = (name: string) => ARN_PREFIX + name;

export interface StreamStoreOptions {
  readonly dataDir: string | undefined;
  readonly limits: ShardLimits;
  readonly now: () => number;
}

export interface StreamReference {
  readonly StreamName?: string | undefined;
  readonly StreamARN?: string | undefined;
}

export class StreamStore {
  readonly #options: StreamStoreOptions;
  readonly #streams = new Map<string, Stream>();
  /** The latest second that a deleted stream used. A new stream gets a later one, so that no sequence number comes twice. */
  #lastSecondUsed = 0;

  constructor(options: StreamStoreOptions) {
    this.#options = options;
    if (options.dataDir === undefined) return;
    mkdirSync(options.dataDir, { recursive: true });
    for (const entry of readdirSync(options.dataDir)) {
      const directory = join(options.dataDir, entry);
      if (!existsSync(join(directory, STREAM_STATE_FILE))) continue;
      const state = loadStreamState(directory);
      this.#streams.set(state.name, new Stream(state, { ...options, directory }));
    }
  }

  /** Returns the stream that the name, the ARN or both refer to. Throws ResourceNotFoundException. */
  find(reference: StreamReference): Stream {
    const name = nameOf(reference);
    const stream = this.#streams.get(name);
    if (!stream)
      throw new KinesisError(
        'ResourceNotFoundException',
        `Stream ${name} under account ${ACCOUNT} not found.`,
      );
    return stream;
  }

  /** Returns the streams in the order of their names. */
  all(): Stream[] {
    return [...this.#streams.values()].sort((a, b) => (a.state.name < b.state.name ? -1 : 1));
  }

  create(name: string, shardCount: number): void {
    if (this.#streams.has(name))
      throw new KinesisError(
        'ResourceInUseException',
        `Stream ${name} under account ${ACCOUNT} already exists.`,
      );
    const createdAtMs = this.#options.now();
    const state = {
      name,
      createdAtMs,
      retentionHours: DEFAULT_RETENTION_HOURS,
      shardCountUpdatesMs: [],
      shards: [],
    };
    const directory = this.#directoryOf(name);
    if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
    const stream = new Stream(state, { ...this.#options, directory });
    stream.open(uniformRanges(shardCount), this.#lastSecondUsed + 1);
    this.#streams.set(name, stream);
  }

  delete(reference: StreamReference): void {
    const stream = this.find(reference);
    stream.close();
    this.#streams.delete(stream.state.name);
    this.#lastSecondUsed = Math.max(
      this.#lastSecondUsed,
      ...stream.shards.map(({ state }) => state.createdSecond),
    );
    const directory = this.#directoryOf(stream.state.name);
    if (directory === undefined) return;
    // The state is deleted first, so that a process that is killed half-way leaves no stream.
    rmSync(join(directory, STREAM_STATE_FILE));
    rmSync(directory, { recursive: true });
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.close();
  }

  /**
   * The directory has the name in hexadecimal. A stream may be called `..`, and two names may differ by case only, which some
   * file systems ignore.
   */
  #directoryOf(name: string) {
    return (
      this.#options.dataDir && join(this.#options.dataDir, `stream-${Buffer.from(name).toString('hex')}`)
    );
  }
}

function nameOf({ StreamName, StreamARN }: StreamReference): string {
  const nameInArn = StreamARN?.startsWith(ARN_PREFIX) ? StreamARN.slice(ARN_PREFIX.length) : undefined;
  if (StreamARN !== undefined && nameInArn === undefined)
    throw new KinesisError(
      'ResourceNotFoundException',
      `${StreamARN} is not a stream of account ${ACCOUNT} in us-east-1.`,
    );
  const name = StreamName ?? nameInArn;
  if (name === undefined)
    throw new KinesisError('InvalidArgumentException', 'Either StreamName or StreamARN must be given.');
  if (nameInArn !== undefined && name !== nameInArn)
    throw new KinesisError(
      'InvalidArgumentException',
      `StreamName ${name} and StreamARN ${StreamARN} are two different streams.`,
    );
  return name;
}
