// Waits until all that was accepted before now is counted. A tracer is an unlike of somebody who does not exist. One is put on each
// shard, and the mark of its lane says when its batch is counted. All earlier batches of the lane are done by then. The rest of the
// tracer's own batch is done when a second tracer, which was put after the first was counted, is counted too.

import { createHash } from 'node:crypto';
import { type ReadItem, readMarks } from '../../core/counters/read-marks.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import type { LikeStream, RecordPlace } from '../../core/likes/ports.ts';

const ROUNDS = 2;
const POLL_MS = 500;
const TRACER = 'withdraw-tracer';

export interface OpenShard {
  readonly id: string;
  readonly startingHashKey: bigint;
  readonly endingHashKey: bigint;
}

export interface TracerPorts {
  readonly stream: LikeStream;
  /** Reads the counters. */
  readonly readItem: ReadItem;
  readonly readOpenShards: () => Promise<readonly OpenShard[]>;
  /** How many messages the burst queue holds. */
  readonly readQueueDepth: () => Promise<number>;
  readonly newId: () => string;
  readonly wait: (ms: number) => Promise<void>;
  readonly say: (text: string) => void;
}

export async function waitUntilCounted(ports: TracerPorts): Promise<void> {
  const { readQueueDepth, wait, say } = ports;
  for (let depth = await readQueueDepth(); depth > 0; depth = await readQueueDepth()) {
    say(`waiting for ${depth} messages of the burst queue`);
    await wait(POLL_MS);
  }
  for (let round = 0; round < ROUNDS; round++) await followTracers(ports);
}

async function followTracers(ports: TracerPorts): Promise<void> {
  let waiting = await putTracers(ports);
  for (;;) {
    const marks = await readMarks(ports.readItem, TRACER, new Set(waiting.map(({ lane }) => lane)));
    waiting = waiting.filter(({ lane, position }) => (marks.get(lane) ?? '') < position);
    if (waiting.length === 0) return;
    ports.say(`waiting until ${waiting.length} lanes have counted what they hold`);
    await ports.wait(POLL_MS);
  }
}

/** Puts a tracer on every open shard. It begins again when the shards have changed meanwhile. */
async function putTracers(ports: TracerPorts): Promise<readonly RecordPlace[]> {
  for (;;) {
    const shards = await ports.readOpenShards();
    const places: RecordPlace[] = [];
    for (const shard of shards) places.push(await putTracer(ports, personOn(shard)));
    const after = await ports.readOpenShards();
    if (namesOf(after) === namesOf(shards)) return places;
  }
}

async function putTracer({ stream, newId, wait }: TracerPorts, userId: string): Promise<RecordPlace> {
  for (;;) {
    const event: LikeEvent = { v: 1, id: newId(), postId: TRACER, userId, op: 'unlike' };
    const stored = await stream.put([event]);
    if (stored !== 'throttled') return placeOf(stored.place);
    await wait(POLL_MS);
  }
}

function placeOf(place: RecordPlace | undefined): RecordPlace {
  if (!place) throw new Error('Kinesis has not told where it put a record');
  return place;
}

const namesOf = (shards: readonly OpenShard[]): string =>
  shards
    .map(({ id }) => id)
    .toSorted()
    .join();

/** Returns a person whose records go to the shard. A record's hash key is the MD5 of its partition key (source: Kinesis API, PutRecord). */
export function personOn({ startingHashKey, endingHashKey }: OpenShard): string {
  for (let number = 0; ; number++) {
    const person = `${TRACER}-${number}`;
    const hashKey = BigInt(`0x${createHash('md5').update(person).digest('hex')}`);
    if (hashKey >= startingHashKey && hashKey <= endingHashKey) return person;
  }
}
