// One random life of a few lanes: attempts overlap, crash before and after any call, lose answers, time out and go on as
// zombies; batches come again whole, halved, longer, from another reader; posts are split and merged meanwhile.

import { countAndSpread } from '../../core/likes/count-and-spread.ts';
import { EMPTY_ITEM, ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import { mergeBuckets } from '../../core/counters/merge-buckets.ts';
import { mergeCooledCounter } from '../../core/counters/merge-cooled-counter.ts';
import type { SplitCounters } from '../../core/counters/ports.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import { CounterMemory } from '../../core/counters/counter-memory.ts';
import { auditPost } from './audit-attempt.ts';
import { countBatch, readCommits } from './attempts.ts';
import { type Attempt, type Call, Calls, FAULTS, Fault, type Perform } from './calls.ts';
import type { Choices } from './choices.ts';
import { compactWithoutCommit } from './compact-without-commit.ts';
import { describeCall, describeFate } from './story/describe-call.ts';
import { describeStart } from './story/describe-start.ts';
import { InMemoryStore } from './in-memory-store.ts';
import { attemptsOn, type LaneReader, makeReaders, mayRead, nextBatch } from './lane-reader.ts';
import type { Mutant } from './mutants.ts';
import { type Ports, storePorts } from './store-ports.ts';
import { RunningTruth } from './running-truth.ts';
import { drawSettings, type Settings } from './settings.ts';
import { Tally } from './tally.ts';
import { makeWorkload, type Workload } from './workload.ts';

export interface ScheduleOptions {
  readonly mutant?: Mutant | undefined;
  /** Keeps the story, which costs time. */
  readonly tell?: boolean;
  readonly tally?: Tally;
}

export interface ScheduleResult {
  /** What went wrong first; undefined when the counts are exact. */
  readonly problem: string | undefined;
  readonly story: readonly string[];
}

const MS_PER_STEP = 1_000;
/** Twice as many as any schedule that ended has taken. */
const MAX_STEPS = 1_000;
/** Faults go rather to the calls that are made least, and above all to where two attempts must meet at just one of them. */
const FAULT_SHARE: Readonly<Record<string, number>> = {
  read: 0.3,
  readRow: 0.3,
  writeVersion: 1,
  moveLane: 6,
};

/** Settles when no promise has anything left to do: only then Node runs the next tick. */
const settled = () => new Promise<void>((resolve) => process.nextTick(resolve));

export function runSchedule(choices: Choices, options: ScheduleOptions = {}): Promise<ScheduleResult> {
  return new Schedule(choices, options).run();
}

class Schedule {
  readonly #choices: Choices;
  readonly #mutant: Mutant | undefined;
  readonly #tell: boolean;
  readonly #settings: Settings;
  readonly #workload: Workload;
  readonly #truth: RunningTruth;
  readonly #store: InMemoryStore;
  readonly #readers: readonly LaneReader[];
  readonly #calls = new Calls();
  /** Of the execution environments that are idle. */
  readonly #memories: CounterMemory[] = [];
  readonly #story: string[] = [];
  readonly #tally: Tally;
  #problem: string | undefined;
  #step = 0;
  #attempts = 0;
  #faultsLeft: number;
  #mergesLeft: number;
  #countsLeft: number;
  #auditsLeft: number;

  constructor(choices: Choices, { mutant, tell = false, tally = new Tally() }: ScheduleOptions) {
    this.#tally = tally;
    this.#choices = choices;
    this.#mutant = mutant;
    this.#tell = tell;
    this.#settings = drawSettings(choices);
    this.#workload = makeWorkload(choices, this.#settings.maxRecordsOfLane, tally);
    const { lanes } = this.#workload;
    this.#truth = new RunningTruth(lanes, (problem) => this.#fail(problem));
    this.#store = new InMemoryStore({ mutant, watch: this.#truth });
    this.#readers = [...makeReaders(lanes, ''), ...(this.#settings.readTwice ? makeReaders(lanes, "'") : [])];
    for (const post of this.#workload.posts) this.#damage(post);
    this.#faultsLeft = this.#settings.maxFaults;
    this.#mergesLeft = this.#settings.merges;
    this.#countsLeft = this.#settings.counts;
    this.#auditsLeft = this.#settings.audits;
    tally.add(`schedules that split ${this.#settings.heat}`);
    if (this.#settings.readTwice) tally.add('schedules with a second reader');
  }

  async run(): Promise<ScheduleResult> {
    for (const line of this.#tell ? describeStart(this.#settings, this.#workload) : [])
      this.#story.push(line);
    while (this.#problem === undefined) {
      await settled();
      const calls = this.#calls.ready(this.#step);
      const starts = this.#starts();
      if (calls.length + starts.length === 0) break;
      this.#choices.next();
      this.#countStep();
      let choice = this.#choices.below(calls.length + starts.length);
      const isPassedOver = calls[choice]?.attempt.isSlow && this.#choices.chance(0.9);
      if (isPassedOver) choice = this.#choices.below(calls.length + starts.length);
      const call = calls[choice];
      if (call) this.#settle(call);
      else starts[choice - calls.length]?.();
    }
    for (const postId of this.#workload.posts) {
      if (this.#problem === undefined) await this.#checkEnd(postId).catch(this.#failUnlessFault);
    }
    const told = this.#problem === undefined ? [] : [`Wrong: ${this.#problem}`];
    this.#tally.add('schedules');
    this.#tally.add('steps', this.#step);
    return { problem: this.#problem, story: [...this.#story, ...told] };
  }

  #damage(post: string): void {
    const { damage } = this.#settings;
    if (damage === 0) return;
    this.#tally.add('posts with a damaged count');
    this.#truth.damage(post, damage);
    this.#store.counters.damage(post, damage);
  }

  /** What may be begun now. */
  #starts(): (() => void)[] {
    const alive = this.#calls.alive();
    const starts = this.#readers
      .filter((reader) => mayRead(reader, alive, this.#mutant === 'child-before-parent'))
      .map((reader) => () => this.#startBatch(reader));
    for (const post of this.#workload.posts) {
      if (this.#auditsLeft > 0 && this.#truth.commitsOf(post) > 0) starts.push(() => this.#startAudit(post));
      const { buckets, open } = (this.#store.readItem(post, ROOT_BUCKET) ?? EMPTY_ITEM).split;
      if (buckets === undefined && open.size === 0) continue;
      if (this.#mergesLeft > 0) starts.push(() => this.#startMerge(post));
      if (this.#countsLeft > 0) starts.push(() => this.#startCount(post));
    }
    return starts;
  }

  #startBatch(reader: LaneReader): void {
    const { lane } = reader;
    const records = nextBatch(reader, this.#choices, this.#tally);
    const memory =
      this.#memories.splice(this.#choices.below(this.#memories.length + 1), 1)[0] ?? new CounterMemory();
    for (const post of this.#workload.posts) {
      if (this.#choices.chance(this.#settings.throttleRate)) memory.noteThrottle(post);
    }
    const giveUp = () => {
      if (reader.current === attempt) reader.current = undefined;
    };
    const attempt = this.#start(reader.name, lane.name, giveUp, async (ports, attempt) => {
      const { policy, maxVersions } = this.#settings;
      const count = this.#mutant === 'compacts-without-own-commit' ? compactWithoutCommit : countAndSpread;
      const all = { ...ports, policy, memory, maxVersions, now: () => this.#step * MS_PER_STEP };
      const done = await countBatch(all, lane.name, records, count);
      this.#memories.push(memory);
      this.#say(() => `${attempt.name} returns: ${done} of ${records.length} records done`);
      if (reader.current === attempt) reader.checkpoint += done;
      giveUp();
    });
    reader.current = attempt;
    this.#tally.add(`attempts on a lane at once: ${attemptsOn(lane.name, this.#calls.alive())}`);
    this.#say(() => `${attempt.name} starts on ${records.map((record) => record.sequenceNumber).join(', ')}`);
  }

  #startMerge(post: string): void {
    this.#mergesLeft -= 1;
    const looksFirst = this.#choices.chance(0.3);
    const { policy } = this.#settings;
    this.#start('merge', undefined, ignore, async ({ counters }) => {
      if (looksFirst) await mergeCooledCounter(counters, policy, post, this.#step * MS_PER_STEP);
      else await mergeBuckets(counters, post);
    });
  }

  #startCount(post: string): void {
    this.#countsLeft -= 1;
    const atLeast = this.#truth.commitsOf(post);
    this.#start('count', undefined, ignore, async ({ counters }) => {
      const commits = await readCommits(counters, post, this.#mutant === 'count-reads-root-last');
      const atMost = this.#truth.commitsOf(post);
      if (commits < atLeast || commits > atMost)
        this.#fail(`a count of ${post} includes ${commits} commits of ${atLeast} to ${atMost}`);
    });
  }

  #startAudit(post: string): void {
    this.#auditsLeft -= 1;
    this.#start('audit', undefined, ignore, ({ counters }, { name }, perform) =>
      this.#audit(counters, post, name, perform),
    );
  }

  async #audit(counters: SplitCounters, post: string, auditor: string, perform: Perform): Promise<void> {
    const readRow = (key: LedgerKey) => perform('readRow', [key], () => this.#store.readRow(key));
    const ports = { counters, readRow, truth: this.#truth };
    const problem = await auditPost(ports, post, this.#workload.users, auditor);
    if (problem !== undefined) this.#fail(problem);
  }

  #start(
    name: string,
    lane: string | undefined,
    giveUp: () => void,
    run: (ports: Ports, attempt: Attempt, perform: Perform) => Promise<void>,
  ): Attempt {
    const attempt: Attempt = {
      name: `${name}#${++this.#attempts}`,
      lane,
      isSlow: this.#choices.chance(this.#settings.slowRate),
      wakesAt: 0,
      giveUp,
    };
    if (lane === undefined) this.#tally.add(`attempts of ${name}`);
    const performed = this.#calls.performBy(attempt);
    const perform: Perform = (call, args, effect) =>
      performed(call, args, () => {
        const result = effect();
        this.#tally.add(`call ${call}${isRefused(result) ? ', refused' : ''}`);
        this.#say(() => `${attempt.name} ${describeCall(call, args, result)}`);
        return result;
      });
    run(storePorts(perform, this.#store, this.#settings.failureTells), attempt, perform).catch(
      this.#failUnlessFault,
    );
    return attempt;
  }

  #settle(call: Call): void {
    const rate = this.#settings.faultRate * (FAULT_SHARE[call.name] ?? 2);
    const mayFail = this.#faultsLeft > 0 && call.landsAt === undefined;
    if (!mayFail || !this.#choices.chance(rate)) return this.#calls.settle(call, 'answered', () => 0);
    this.#faultsLeft -= 1;
    const fate = this.#choices.pick(FAULTS);
    this.#tally.add(`fault ${fate}`);
    this.#calls.settle(
      call,
      fate,
      () => this.#step + 1 + this.#choices.below(this.#choices.pick([10, 60, 300])),
    );
    this.#say(() => `${call.attempt.name} ${describeFate(fate, call)}`);
  }

  async #checkEnd(postId: string): Promise<void> {
    const truth = this.#workload.truth(postId);
    const perform: Perform = async (_call, _args, effect) => {
      this.#countStep();
      if (this.#problem !== undefined) throw new Fault();
      return effect();
    };
    const { counters } = storePorts(perform, this.#store, true);
    await this.#audit(counters, postId, 'last', perform);
    const ledger = this.#store.ledger.likes(postId);
    const likes = this.#store.count(postId);
    if (ledger !== truth) this.#fail(`the ledger says ${ledger} of ${postId}, not ${truth}`);
    if (likes !== truth) this.#fail(`the count of ${postId} is ${likes}, not ${truth}`);
    await mergeBuckets(counters, postId);
    const root = this.#store.readItem(postId, ROOT_BUCKET);
    if ((root?.count ?? 0) !== truth)
      this.#fail(`merged, the count of ${postId} is ${root?.count}, not ${truth}`);
    if (root && root.split.open.size + root.split.moved.size > 0) this.#fail(`${postId} is not merged`);
  }

  readonly #failUnlessFault = (error: unknown): void => {
    if (!(error instanceof Fault)) this.#fail(String(error));
  };

  #countStep(): void {
    if (this.#step++ > MAX_STEPS) this.#fail('the attempts come to no end');
  }

  #fail(problem: string): void {
    this.#problem ??= problem;
  }

  #say(line: () => string): void {
    if (this.#tell) this.#story.push(line());
  }
}

const ignore = () => {};

const isRefused = (result: unknown) => (result as { done?: boolean } | undefined)?.done === false;
