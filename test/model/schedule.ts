// One random life of a few lanes: attempts overlap, crash before and after any step, lose answers, time out and go on as
// zombies; batches come again whole, halved, longer; posts are split and merged meanwhile. All from one seed.

import { setImmediate as settled } from 'node:timers/promises';
import { collectBatch } from '../../core/collect-batch.ts';
import { countPost } from '../../core/count-post.ts';
import { type Place, ROOT_BUCKET } from '../../core/counter-item.ts';
import { mergeBuckets } from '../../core/merge-buckets.ts';
import { partialBatchResponse } from '../../core/partial-batch.ts';
import type { Ledger, SplitCounters } from '../../core/ports.ts';
import { spreadLane } from '../../core/spread-lane.ts';
import { InMemoryStore, type Mutant } from './in-memory-store.ts';
import { type LaneRecords, makeWorkload } from './lanes.ts';
import { seededRandom } from './random.ts';

type Ports = { ledger: Ledger; counters: SplitCounters };

interface Lane extends LaneRecords {
  checkpoint: number;
  /** The attempt that the mapping waits for; those before it are zombies. */
  current: Attempt | undefined;
  /** Where each post's likes were committed last, as a warm execution environment remembers it. */
  readonly places: Map<string, Place>;
}

interface Attempt {
  readonly name: string;
  readonly lane: Lane | undefined;
  crashed: boolean;
}

interface PendingStep {
  readonly attempt: Attempt;
  readonly describe: () => string;
  go(): void;
  fail(error: Error): void;
}

export interface ScheduleResult {
  /** What went wrong; undefined when the counts are exact. */
  readonly error: string | undefined;
  readonly story: readonly string[];
}

export interface ScheduleOptions {
  readonly mutant?: Mutant | undefined;
  /** Counted versions that a row may keep: few, so that rows are compacted often. */
  readonly maxVersions?: number;
  readonly maxFaults?: number;
  /** Keeps the story, which costs time. */
  readonly tell?: boolean;
}

const MAX_ATTEMPTS_AT_ONCE = 4;

class Fault extends Error {
  override readonly name = 'Fault';
}

export async function runSchedule(
  seed: number,
  { mutant, maxVersions = 1, maxFaults = 14, tell = false }: ScheduleOptions = {},
): Promise<ScheduleResult> {
  const random = seededRandom(seed);
  const store = new InMemoryStore(mutant);
  const workload = makeWorkload(random);
  const lanes = workload.lanes.map(
    (lane): Lane => ({ ...lane, checkpoint: 0, current: undefined, places: new Map() }),
  );
  const story: string[] = [];
  const errors: unknown[] = [];
  const pending: PendingStep[] = [];
  let attempts = 0;
  let faults = random.below(maxFaults);
  let merges = random.below(4);
  const splits = random.pick([0, 0.3, 0.8]);

  const say = (line: () => string) => void (tell && story.push(line()));
  const isDone = (lane: Lane) => lane.checkpoint >= lane.records.length && !lane.current;
  const isReadable = (lane: Lane) =>
    !isDone(lane) && lane.parents.every((parent) => isDone(lanes.find(({ name }) => name === parent)!));

  function start(
    lane: Lane | undefined,
    name: string,
    run: (ports: Ports, attempt: Attempt) => Promise<void>,
  ) {
    const attempt: Attempt = { name: `${name}#${++attempts}`, lane, crashed: false };
    const ports = store.portsThrough(
      (moment, call, args) =>
        new Promise((go, fail) => {
          const describe = () =>
            `${attempt.name} ${moment} ${call} ${args.map((arg) => JSON.stringify(arg)).join(' ')}`;
          pending.push({ attempt, describe, go, fail });
        }),
    );
    run(ports, attempt).catch((error: unknown) => error instanceof Fault || errors.push(error));
    return attempt;
  }

  function startBatch(lane: Lane): void {
    const size = 1 + random.below(lane.records.length - lane.checkpoint);
    const records = lane.records.slice(lane.checkpoint, lane.checkpoint + size);
    lane.current = start(lane, lane.name, async (ports, attempt) => {
      const { posts } = collectBatch(records);
      const results = await Promise.allSettled(
        posts.map(async (post) => {
          const { place, item } = await countPost(
            ports,
            lane.name,
            post,
            lane.places.get(post.postId),
            maxVersions,
          );
          lane.places.set(post.postId, place);
          if (place.bucket !== ROOT_BUCKET || !item) return;
          const buckets = random.chance(splits) ? 1 + random.below(3) : undefined;
          lane.places.set(
            post.postId,
            await spreadLane(ports.counters, post.postId, lane.name, item, buckets),
          );
        }),
      );
      const unfinished = posts.filter((_, index) => results[index]?.status === 'rejected');
      for (const result of results) {
        if (result.status === 'rejected' && !(result.reason instanceof Fault)) errors.push(result.reason);
      }
      const [failure] = partialBatchResponse(
        unfinished.map((post) => post.firstSequenceNumber),
      ).batchItemFailures;
      const done = failure
        ? records.findIndex(({ sequenceNumber }) => sequenceNumber === failure.itemIdentifier)
        : records.length;
      say(() => `${attempt.name} returns: ${done} of ${records.length} done`);
      if (lane.current !== attempt) return;
      lane.current = undefined;
      lane.checkpoint += done;
    });
    say(
      () =>
        `${lane.current?.name} starts on ${records.map(({ sequenceNumber }) => sequenceNumber).join(' ')}`,
    );
  }

  function startMerge(): void {
    merges -= 1;
    const post = random.pick(workload.posts);
    start(undefined, `merge-${post}`, (ports) => mergeBuckets(ports.counters, post));
  }

  function take(next: PendingStep): void {
    const { attempt } = next;
    pending.splice(pending.indexOf(next), 1);
    if (attempt.crashed) return;
    const fate = faults > 0 ? random.below(40) : Number.POSITIVE_INFINITY;
    if (fate < 4) faults -= 1;
    const stop = () => {
      if (attempt.lane?.current === attempt) attempt.lane.current = undefined;
    };
    if (fate === 0) {
      say(() => `${next.describe()}: crashes here`);
      attempt.crashed = true;
      stop();
    } else if (fate === 1) {
      say(() => `${next.describe()}: fails here`);
      next.fail(new Fault());
    } else {
      if (fate < 4) stop();
      say(() => next.describe() + (fate < 4 ? ': has timed out by now, and goes on as a zombie' : ''));
      next.go();
    }
  }

  for (;;) {
    await settled();
    const alive = new Set(pending.map(({ attempt }) => attempt)).size;
    const startable =
      alive < MAX_ATTEMPTS_AT_ONCE ? lanes.filter((lane) => !lane.current && isReadable(lane)) : [];
    const starts = startable.map((lane) => () => startBatch(lane));
    if (merges > 0 && alive < MAX_ATTEMPTS_AT_ONCE) starts.push(startMerge);
    const choice = random.below(pending.length + starts.length);
    if (pending.length + starts.length === 0) break;
    const step = pending[choice];
    if (step) take(step);
    else starts[choice - pending.length]?.();
  }

  for (const post of workload.posts) {
    const truth = workload.truth(post);
    const [ledger, count] = [store.ledgerCount(post), store.count(post)];
    if (ledger !== truth) errors.push(`ledger of ${post}: ${ledger}, not ${truth}`);
    if (count !== truth) errors.push(`count of ${post}: ${count}, not ${truth}`);
    await mergeBuckets(store.portsThrough(async () => {}).counters, post);
    const root = store.counters.read(post, ROOT_BUCKET);
    if ((root?.likes ?? 0) !== truth) errors.push(`merged count of ${post}: ${root?.likes}, not ${truth}`);
    if (root && root.split.open.size + root.split.moved.size > 0) errors.push(`${post} is not merged`);
  }
  return { error: errors.length > 0 ? errors.map(String).join('; ') : undefined, story };
}
