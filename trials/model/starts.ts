// Starts the attempts of a schedule: batches of the lanes, and merges, counts and audits of the posts. It knows what may be started at
// each step. What an attempt then does is in attempts.ts and audit-attempt.ts.

import { EMPTY_ITEM, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import { mergeBuckets } from '../../core/counters/merge-buckets.ts';
import { mergeCooledCounter } from '../../core/counters/merge-cooled-counter.ts';
import { countAndSpread } from '../../core/likes/count-and-spread.ts';
import { BurstStarts } from './burst-starts.ts';
import { countBatch, readCommits } from './attempts.ts';
import { auditPost } from './audit-attempt.ts';
import type { Attempt, Perform } from './calls.ts';
import { compactWithoutCommit } from './compact-without-commit.ts';
import { attemptsOn, type LaneReader, makeReaders, mayRead, nextBatch } from './lane-reader.ts';
import { FeverishMemory } from './feverish-memory.ts';
import type { Scene } from './scene.ts';
import { type Ports, storePorts } from './store-ports.ts';
import { describeCall } from './story/describe-call.ts';

const MS_PER_STEP = 1_000;

export class Starts {
  readonly #scene: Scene;
  readonly #readers: readonly LaneReader[];
  /** The memories of the execution environments that are idle. */
  readonly #memories: FeverishMemory[] = [];
  readonly #burst: BurstStarts;
  #attempts = 0;
  #mergesLeft: number;
  #countsLeft: number;
  #auditsLeft: number;

  constructor(scene: Scene) {
    this.#scene = scene;
    const { settings, workload } = scene;
    this.#readers = [
      ...makeReaders(workload.lanes, ''),
      ...(settings.readTwice ? makeReaders(workload.lanes, "'") : []),
    ];
    this.#burst = new BurstStarts(scene, (name, giveUp, run) => {
      this.#start(name, undefined, giveUp, (_, attempt, perform) => run(attempt, perform));
    });
    this.#mergesLeft = settings.merges;
    this.#countsLeft = settings.counts;
    this.#auditsLeft = settings.audits;
  }

  /** What may be started now. */
  possible(): (() => void)[] {
    const { calls, mutant, workload, truth, store } = this.#scene;
    const alive = calls.alive();
    const starts = this.#readers
      .filter((reader) => mayRead(reader, alive, mutant === 'child-before-parent'))
      .map((reader) => () => this.#startBatch(reader));
    starts.push(...this.#burst.possible());
    for (const postId of workload.posts) {
      if (this.#auditsLeft > 0 && truth.commitsOf(postId) > 0) starts.push(() => this.#startAudit(postId));
      const { buckets, open, merged } = (store.readItem(postId, ROOT_BUCKET) ?? EMPTY_ITEM).split;
      if (buckets === undefined && open.size + merged.size === 0) continue;
      if (this.#mergesLeft > 0) starts.push(() => this.#startMerge(postId));
      if (this.#countsLeft > 0) starts.push(() => this.#startCount(postId));
    }
    return starts;
  }

  #startBatch(reader: LaneReader): void {
    const { choices, mutant, settings, workload, calls, journal } = this.#scene;
    const { lane } = reader;
    const records = nextBatch(reader, choices, journal.tally);
    const memory =
      this.#memories.splice(choices.below(this.#memories.length + 1), 1)[0] ?? new FeverishMemory();
    for (const postId of workload.posts) {
      if (choices.chance(settings.heatRate)) memory.heatUp(postId);
    }
    const giveUp = () => {
      if (reader.current === attempt) reader.current = undefined;
    };
    const attempt = this.#start(reader.name, lane.name, giveUp, async (ports, attempt) => {
      const { policy, maxVersions } = settings;
      const count = mutant === 'compacts-without-own-commit' ? compactWithoutCommit : countAndSpread;
      const all = { ...ports, policy, memory, maxVersions, now: () => this.#nowMs() };
      const done = await countBatch(all, lane.name, records, count);
      this.#memories.push(memory);
      journal.say(() => `${attempt.name} returns: ${done} of ${records.length} records are done`);
      if (reader.current === attempt) reader.checkpoint += done;
      giveUp();
    });
    reader.current = attempt;
    journal.tally.add(`attempts on a lane at once: ${attemptsOn(lane.name, calls.alive())}`);
    const numbers = records.map((record) => record.sequenceNumber);
    journal.say(() => `${attempt.name} starts with the records ${numbers.join(', ')}`);
  }

  #startMerge(postId: string): void {
    this.#mergesLeft -= 1;
    const { choices, settings } = this.#scene;
    const observesFirst = choices.chance(0.3);
    this.#start('merge', undefined, ignore, async ({ counters }) => {
      if (observesFirst) await mergeCooledCounter(counters, settings.policy, postId, this.#nowMs());
      else await mergeBuckets(counters, postId);
    });
  }

  #startCount(postId: string): void {
    this.#countsLeft -= 1;
    const { mutant, truth, journal } = this.#scene;
    const atLeast = truth.commitsOf(postId);
    this.#start('count', undefined, ignore, async ({ counters }) => {
      const commits = await readCommits(counters, postId, mutant === 'count-reads-root-last');
      const atMost = truth.commitsOf(postId);
      if (commits < atLeast || commits > atMost)
        journal.fail(`a reader finds ${commits} commits of ${postId}, not ${atLeast} to ${atMost}`);
    });
  }

  #startAudit(postId: string): void {
    this.#auditsLeft -= 1;
    this.#start('audit', undefined, ignore, ({ counters }, { name }, perform) =>
      auditPost(this.#scene, { counters, perform }, postId, name),
    );
  }

  /** @param giveUp is called when the attempt does not come back in time */
  #start(
    name: string,
    lane: string | undefined,
    giveUp: () => void,
    run: (ports: Ports, attempt: Attempt, perform: Perform) => Promise<void>,
  ): Attempt {
    const { choices, settings, store, mutant, calls, journal } = this.#scene;
    const attempt: Attempt = {
      name: `${name}#${++this.#attempts}`,
      lane,
      isSlow: choices.chance(settings.slowRate),
      wakesAt: 0,
      giveUp,
    };
    if (lane === undefined) journal.tally.add(`attempts of ${name}`);
    const performed = calls.performBy(attempt);
    const perform: Perform = (call, args, effect) =>
      performed(call, args, () => {
        const result = effect();
        journal.tally.add(`call ${call}${isRefused(result) ? ', refused' : ''}`);
        journal.say(() => `${attempt.name} ${describeCall(call, args, result)}`);
        return result;
      });
    const commits = lane === undefined ? 'single' : 'statements';
    const ports = storePorts(perform, store, { commits, failureTells: settings.failureTells, mutant });
    run(ports, attempt, perform).catch(journal.failUnlessFault);
    return attempt;
  }

  #nowMs(): number {
    return this.#scene.journal.step * MS_PER_STEP;
  }
}

const ignore = () => {};

const isRefused = (result: unknown) => (result as { done?: boolean } | undefined)?.done === false;
