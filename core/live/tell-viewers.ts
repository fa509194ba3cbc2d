// Tells the connections of a slot what its messages say: one frame for each connection, with all posts that it watches. A message
// that comes again, or late, does no harm, because a page takes no count that is older than the one it shows.

import type { Limit } from '../stream/limit.ts';
import { countsFrame } from './frames.ts';
import type { Connections, TimedCount, Viewers } from './ports.ts';
import { type QueuedMessage, readSlotBatches, type SlotBatch } from './slot-batches.ts';
import { newestOf } from './tell-changes.ts';

/** When less time is left, no frame is sent again. */
export const TELL_RESERVED_MS = 5_000;

/** How often a frame is sent to a connection that does not take it. */
const MAX_ATTEMPTS = 4;

/** A message that was received so often is not given up for the sake of connections that take nothing. */
const MAX_RECEIVES = 3;

export interface TellViewersPorts {
  readonly viewers: Viewers;
  readonly connections: Connections;
  /** Bounds the calls in flight to the table. */
  readonly tableLimit: Limit;
  /** Bounds the frames in flight. */
  readonly frameLimit: Limit;
  readonly backoffMs: (attempt: number) => number;
  readonly pause: (ms: number) => Promise<void>;
}

export interface ToldBatch {
  /** How many connections got their frame. */
  readonly told: number;
  /** Connections that were gone, and were removed. */
  readonly gone: number;
  /** Connections that took nothing, and were closed. */
  readonly closed: number;
  readonly throttled: number;
  readonly malformed: number;
  /** The ids of the messages that must come again. */
  readonly unfinished: readonly string[];
  readonly failures: readonly unknown[];
}

type Tally = { -readonly [Key in 'told' | 'gone' | 'closed' | 'throttled']: number } & {
  failures: unknown[];
};

export async function tellViewers(
  ports: TellViewersPorts,
  messages: readonly QueuedMessage[],
  remainingMs: () => number,
): Promise<ToldBatch> {
  const { slots, malformed } = readSlotBatches(messages);
  const tally: Tally = { told: 0, gone: 0, closed: 0, throttled: 0, failures: [] };
  const unfinished: string[] = [];
  await Promise.all(
    [...slots].map(async ([slot, batch]) => {
      try {
        const isDone = await tellSlot(ports, slot, batch, tally, remainingMs);
        if (!isDone) unfinished.push(...batch.messageIds);
      } catch (error) {
        tally.failures.push(error);
        unfinished.push(...batch.messageIds);
      }
    }),
  );
  return { ...tally, malformed, unfinished };
}

/** Returns whether every viewer of the slot is told, gone or closed. */
async function tellSlot(
  ports: TellViewersPorts,
  slot: number,
  { posts, receives }: SlotBatch,
  tally: Tally,
  remainingMs: () => number,
): Promise<boolean> {
  const watched = await findWatched(
    ports,
    slot,
    newestOf(posts, (one, other) => one.asOf < other.asOf),
  );
  let waiting = [...watched.keys()];
  for (let attempt = 1; ; attempt++) {
    waiting = await tellOnce(ports, watched, waiting, tally);
    if (waiting.length === 0) return true;
    if (attempt === MAX_ATTEMPTS) break;
    const waitMs = ports.backoffMs(attempt);
    if (remainingMs() - waitMs < TELL_RESERVED_MS) break;
    await ports.pause(waitMs);
  }
  // Where most viewers are told, the others read too slowly. Where most are not, something else holds all of them up.
  if (2 * waiting.length > watched.size && receives < MAX_RECEIVES) return false;
  await Promise.all(waiting.map((it) => closeSlowReader(ports, it, postIdsOf(watched, it), tally)));
  return true;
}

/** Returns what each viewer of the slot watches of these posts. */
async function findWatched({ viewers, tableLimit }: TellViewersPorts, slot: number, posts: TimedCount[]) {
  const watched = new Map<string, TimedCount[]>();
  await Promise.all(
    posts.map((post) =>
      tableLimit(async () => {
        for (const connectionId of await viewers.find(slot, post.postId)) {
          const ofConnection = watched.get(connectionId);
          if (ofConnection) ofConnection.push(post);
          else watched.set(connectionId, [post]);
        }
      }),
    ),
  );
  return watched;
}

/** Returns the connections that did not take their frame. */
async function tellOnce(
  ports: TellViewersPorts,
  watched: ReadonlyMap<string, readonly TimedCount[]>,
  connectionIds: readonly string[],
  tally: Tally,
): Promise<string[]> {
  const again: string[] = [];
  await Promise.all(
    connectionIds.map(async (connectionId) => {
      const text = countsFrame(watched.get(connectionId) ?? []);
      const outcome = await ports.frameLimit(() => ports.connections.post(connectionId, text));
      if (outcome === 'told') tally.told++;
      else if (outcome === 'gone') {
        tally.gone++;
        await forget(ports, connectionId, postIdsOf(watched, connectionId), tally);
      } else {
        if (outcome === 'throttled') tally.throttled++;
        again.push(connectionId);
      }
    }),
  );
  return again;
}

async function closeSlowReader(
  ports: TellViewersPorts,
  connectionId: string,
  postIds: readonly string[],
  tally: Tally,
): Promise<void> {
  tally.closed++;
  try {
    await ports.frameLimit(() => ports.connections.close(connectionId));
  } catch (error) {
    tally.failures.push(error);
  }
  await forget(ports, connectionId, postIds, tally);
}

/** A connection that stays in the table is met again, and removed then. */
async function forget(
  { viewers, tableLimit }: TellViewersPorts,
  connectionId: string,
  postIds: readonly string[],
  { failures }: Tally,
): Promise<void> {
  try {
    await tableLimit(() => viewers.forget(connectionId, postIds));
  } catch (error) {
    failures.push(error);
  }
}

const postIdsOf = (watched: ReadonlyMap<string, readonly TimedCount[]>, connectionId: string): string[] =>
  (watched.get(connectionId) ?? []).map(({ postId }) => postId);
