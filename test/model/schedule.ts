// One random life of a few lanes: attempts overlap, crash before and after any step, lose answers, time out and go on as
// zombies; batches come again whole, halved, longer. A child lane is read once its parents are done. All from one seed.

import { setImmediate as settled } from 'node:timers/promises';
import { collectBatch, type StreamRecord } from '../../core/collect-batch.ts';
import { countPost } from '../../core/count-post.ts';
import type { LikeEvent } from '../../core/like-event.ts';
import { encodeLikeRecord } from '../../core/like-record.ts';
import { partialBatchResponse } from '../../core/partial-batch.ts';
import { likedBy, stampOf, winnerOf } from '../../core/stamp.ts';
import { InMemoryStore, type Mutant } from './in-memory-store.ts';
import { type Random, seededRandom } from './random.ts';

const MAX_ATTEMPTS_AT_ONCE = 4;
const POSTS = ['p', 'q'];
/** Few, so that rows are compacted often. */
const MAX_VERSIONS = 1;

interface Lane {
  readonly name: string;
  readonly users: readonly string[];
  readonly records: StreamRecord[];
  readonly parents: readonly Lane[];
  checkpoint: number;
  /** The attempt that the mapping waits for; those before it are zombies. */
  current: Attempt | undefined;
}

interface Attempt {
  readonly lane: Lane;
  readonly name: string;
  crashed: boolean;
}

interface PendingStep {
  readonly attempt: Attempt;
  readonly step: string;
  go(): void;
  fail(error: Error): void;
}

export interface ScheduleResult {
  /** What went wrong; undefined when the counts are exact. */
  readonly error: string | undefined;
  readonly story: readonly string[];
}

export async function runSchedule(seed: number, mutant?: Mutant): Promise<ScheduleResult> {
  const random = seededRandom(seed);
  const store = new InMemoryStore(mutant);
  const story: string[] = [];
  const errors: unknown[] = [];
  const pending: PendingStep[] = [];
  const { lanes, truth } = makeLanes(random);
  let attempts = 0;
  let faults = 12;

  function start(lane: Lane): void {
    const size = 1 + random.below(lane.records.length - lane.checkpoint);
    const records = lane.records.slice(lane.checkpoint, lane.checkpoint + size);
    const attempt: Attempt = { lane, name: `${lane.name}#${++attempts}`, crashed: false };
    lane.current = attempt;
    story.push(`${attempt.name} starts on ${records.map(({ sequenceNumber }) => sequenceNumber).join(' ')}`);
    const ports = store.portsThrough(
      (step) => new Promise((go, fail) => pending.push({ attempt, step, go, fail })),
    );
    const run = async () => {
      const { posts } = collectBatch(records);
      const results = await Promise.allSettled(
        posts.map((post) => countPost(ports, lane.name, post, MAX_VERSIONS)),
      );
      const unfinished = posts.filter((_, index) => results[index]?.status === 'rejected');
      for (const result of results) if (result.status === 'rejected') noteUnexpected(result.reason);
      const response = partialBatchResponse(unfinished.map(({ firstSequenceNumber }) => firstSequenceNumber));
      if (lane.current !== attempt) return;
      lane.current = undefined;
      const [failure] = response.batchItemFailures;
      const done = failure
        ? records.findIndex(({ sequenceNumber }) => sequenceNumber === failure.itemIdentifier)
        : records.length;
      story.push(`${attempt.name} returns: ${done} of ${records.length} done`);
      lane.checkpoint += done;
    };
    run().catch((error: unknown) => errors.push(error));
  }

  function noteUnexpected(reason: unknown): void {
    if (!(reason instanceof Fault)) errors.push(reason);
  }

  function take(next: PendingStep): void {
    pending.splice(pending.indexOf(next), 1);
    if (next.attempt.crashed) return;
    const fate = faults > 0 ? random.below(40) : Number.POSITIVE_INFINITY;
    if (fate < 4) faults -= 1;
    if (fate === 0) {
      story.push(`${next.attempt.name} crashes where it ${next.step}`);
      next.attempt.crashed = true;
      if (next.attempt.lane.current === next.attempt) next.attempt.lane.current = undefined;
    } else if (fate === 1) {
      story.push(`${next.attempt.name} fails where it ${next.step}`);
      next.fail(new Fault());
    } else {
      if (fate < 4 && next.attempt.lane.current === next.attempt) {
        story.push(`${next.attempt.name} times out and goes on as a zombie`);
        next.attempt.lane.current = undefined;
      }
      story.push(`${next.attempt.name} ${next.step}`);
      next.go();
    }
  }

  for (;;) {
    await settled();
    const alive = new Set(pending.map(({ attempt }) => attempt));
    const startable = lanes.filter(
      (lane) =>
        !lane.current && !isDone(lane) && lane.parents.every(isDone) && alive.size < MAX_ATTEMPTS_AT_ONCE,
    );
    const choices = pending.length + startable.length;
    if (choices === 0) break;
    const choice = random.below(choices);
    const step = pending[choice];
    if (step) take(step);
    else start(startable[choice - pending.length]!);
  }

  for (const post of POSTS) {
    const expected = truth(post);
    if (store.ledgerCount(post) !== expected)
      errors.push(`ledger of ${post}: ${store.ledgerCount(post)}, not ${expected}`);
    if (store.count(post) !== expected)
      errors.push(`count of ${post}: ${store.count(post)}, not ${expected}`);
  }
  return { error: errors.length > 0 ? errors.map(String).join('; ') : undefined, story };
}

class Fault extends Error {
  override readonly name = 'Fault';
}

const isDone = (lane: Lane) => lane.checkpoint >= lane.records.length && !lane.current;

/** Two lanes, then a child that takes over their users; actions out of order, repeated, toggled. */
function makeLanes(random: Random): { lanes: Lane[]; truth: (postId: string) => number } {
  const events: LikeEvent[] = [];
  let sequence = 10;
  const makeLane = (name: string, users: string[], parents: Lane[]): Lane => {
    const records: StreamRecord[] = [];
    for (let count = 1 + random.below(7); count > 0; count--) {
      const userId = random.pick(users);
      const batch = Array.from({ length: random.chance(0.2) ? 3 : 1 }, () => {
        const repeated = events.filter((event) => event.userId === userId);
        return repeated.length > 0 && random.chance(0.2) ? random.pick(repeated) : makeEvent(random, userId);
      });
      events.push(...batch);
      const data = new TextEncoder().encode(encodeLikeRecord(batch));
      records.push({ sequenceNumber: String((sequence += 1 + random.below(3))), partitionKey: userId, data });
    }
    return { name, users, records, parents, checkpoint: 0, current: undefined };
  };
  const left = makeLane('a', ['u1', 'u2'], []);
  const right = makeLane('b', ['u3'], []);
  const child = makeLane('c', ['u1', 'u2', 'u3'], [left, right]);
  return {
    lanes: [left, right, child],
    truth: (postId) =>
      [...new Set(events.map(({ userId }) => userId))]
        .map((userId) => events.filter((event) => event.postId === postId && event.userId === userId))
        .map((own): number => likedBy(winnerOf(own.map(stampOf))))
        .reduce((sum, likes) => sum + likes, 0),
  };
}

function makeEvent(random: Random, userId: string): LikeEvent {
  const id = `0190f3a1-0000-7000-8000-${String(random.below(1_000_000)).padStart(12, '0')}`;
  return { v: 1, id, postId: random.pick(POSTS), userId, op: random.chance(0.6) ? 'like' : 'unlike' };
}
