// Starts the attempts of a story: batches that the core counts, and mergers. The event source mapping waits for one attempt per lane.

import { type CounterItem, EMPTY_ITEM } from '../../core/counters/counter-item.ts';
import { CounterMemory } from '../../core/counters/counter-memory.ts';
import { mergeBuckets } from '../../core/counters/merge-buckets.ts';
import { countAndSpread } from '../../core/likes/count-and-spread.ts';
import { countBatch } from '../../trials/model/attempts.ts';
import { compactWithoutCommit } from '../../trials/model/compact-without-commit.ts';
import type { Mutant } from '../../trials/model/mutants.ts';
import type { Attempts } from './attempts.ts';
import type { Log } from './log.ts';
import { POST } from './persons.ts';
import type { Batch, StreamLane } from './stream-lane.ts';

const MAX_ATTEMPTS_ON_A_LANE = 4;
const MAX_MERGERS = 2;

/** A post is split when somebody says so. Rows keep few versions, so that they are compacted soon. */
const POLICY = {
  split: 'when-hot',
  buckets: 2,
  splitAboveWritesPerSecond: Number.MAX_VALUE,
  mergeBelowWritesPerSecond: Number.POSITIVE_INFINITY,
  coolSeconds: 0,
} as const;
const MAX_VERSIONS = 2;

/** Takes every counter for hot while somebody says so, whatever the writes are. */
class HeatedMemory extends CounterMemory {
  readonly #isHot: () => boolean;

  constructor(isHot: () => boolean) {
    super();
    this.#isHot = isHot;
  }

  override writesPerSecond(): number {
    return this.#isHot() ? Number.POSITIVE_INFINITY : 0;
  }
}

export class Starts {
  readonly #attempts: Attempts;
  readonly #log: Log;
  readonly #mutant: Mutant | undefined;
  readonly #now: () => number;
  /** The memories of the execution environments that are idle. */
  readonly #idle: CounterMemory[] = [];
  /** While this is so, every execution environment finds the post hot. */
  isHot = false;

  constructor(attempts: Attempts, log: Log, mutant: Mutant | undefined, now: () => number) {
    this.#attempts = attempts;
    this.#log = log;
    this.#mutant = mutant;
    this.#now = now;
  }

  mayStart(lane: StreamLane): boolean {
    return lane.mayStart && this.#aliveOn(lane.name) < MAX_ATTEMPTS_ON_A_LANE;
  }

  /** The event source mapping reads the lane's next batch. Returns false when it cannot now. */
  next(lane: StreamLane): boolean {
    if (!this.mayStart(lane)) return false;
    lane.current = this.#batch(lane, lane.nextBatch(), false, 'starts with');
    return true;
  }

  /** Somebody else counts records that have been read. Returns false when there are too many attempts already. */
  extra(lane: StreamLane, batch: Batch, verb: string): boolean {
    if (this.#aliveOn(lane.name) >= MAX_ATTEMPTS_ON_A_LANE) return false;
    this.#batch(lane, batch, true, verb);
    return true;
  }

  /** Returns false when there is nothing to merge, or there are too many mergers. */
  merge(root: CounterItem = EMPTY_ITEM): boolean {
    const { buckets, open } = root.split;
    if ((buckets === undefined && open.size === 0) || this.#aliveOn(undefined) >= MAX_MERGERS) return false;
    this.isHot = false;
    const { name } = this.#attempts.start(
      'merge',
      undefined,
      { batch: undefined, isExtra: true, giveUp: () => {} },
      async ({ counters }, self) => {
        await mergeBuckets(counters, POST);
        this.#log.say('end', 'returns: the buckets are merged', self.name);
      },
    );
    this.#log.say('start', 'starts to bring the buckets back to the root', name);
    return true;
  }

  #batch(lane: StreamLane, batch: Batch, isExtra: boolean, verb: string): string {
    const memory = this.#idle.pop() ?? new HeatedMemory(() => this.isHot);
    const records = lane.recordsOf(batch);
    const count = this.#mutant === 'compacts-without-own-commit' ? compactWithoutCommit : countAndSpread;
    const giveUp = () => {
      if (lane.current === attempt.name) lane.current = undefined;
    };
    const attempt = this.#attempts.start(
      lane.name,
      lane.name,
      { batch, isExtra, giveUp },
      async (ports, { name }) => {
        const all = { ...ports, policy: POLICY, memory, maxVersions: MAX_VERSIONS, now: this.#now };
        const done = await countBatch(all, lane.name, records, count);
        this.#idle.push(memory);
        const isDone = done === records.length;
        this.#log.say('end', `returns: ${isDone ? 'all is done' : 'the batch must come again'}`, name);
        if (lane.current === name) lane.finish(done);
        giveUp();
      },
    );
    const { from, to } = batch;
    const named = to - from === 1 ? `record ${lane.name}@${to}` : `records ${lane.name}@${from + 1} to ${to}`;
    this.#log.say('start', `${verb} ${named}`, attempt.name);
    return attempt.name;
  }

  #aliveOn(lane: string | undefined): number {
    return this.#attempts.alive().filter(({ attempt }) => attempt.lane === lane).length;
  }
}
