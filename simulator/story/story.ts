// A short life of one post: people press, attempts count, and things go wrong as somebody decides. The code that counts is the core
// itself, over the model's store in memory, and each call of the store is one step.

import { ROOT_BUCKET } from '../../core/counters/counter-item.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { likedBy, type Stamp } from '../../core/likes/stamp.ts';
import { seededChoices } from '../../trials/model/choices.ts';
import { InMemoryStore } from '../../trials/model/in-memory-store.ts';
import type { Mutant } from '../../trials/model/mutants.ts';
import { RunningTruth } from '../../trials/model/running-truth.ts';
import type { Happening } from './happening.ts';
import { Attempts } from './attempts.ts';
import { Log } from './log.ts';
import { LANE_OF, LANES, nameOf, type Person, POST } from './persons.ts';
import { Starts } from './starts.ts';
import { strike } from './strike.ts';
import { StreamLane } from './stream-lane.ts';

/** Stories are short. One that is longer than this does not come to an end. */
export const MAX_STEPS = 600;
const MS_PER_STEP = 1_000;
const EVENT_ID_PREFIX = '0190f3a1-0000-7000-8000-';

export interface StoryOptions {
  readonly seed: number;
  /** The rule that is broken. */
  readonly mutant?: Mutant | undefined;
  /** Resolves when no promise has anything left to do. */
  readonly settled: () => Promise<void>;
}

export class Story {
  readonly lanes: readonly StreamLane[] = LANES.map((name) => new StreamLane(name));
  readonly log = new Log();
  readonly store: InMemoryStore;
  readonly attempts: Attempts;
  /** What has happened. Another story with the same seed that does the same is the same. */
  readonly history: Happening[] = [];
  steps = 0;
  readonly #options: StoryOptions;
  readonly #starts: Starts;
  #events = 0;

  constructor(options: StoryOptions) {
    this.#options = options;
    const watch = new RunningTruth(this.lanes, this.log.fail);
    this.store = new InMemoryStore({ mutant: options.mutant, watch });
    this.attempts = new Attempts(this.store, options.mutant, this.log);
    this.#starts = new Starts(this.attempts, this.log, options.mutant, () => this.steps * MS_PER_STEP);
  }

  /** Nothing moves any more, except attempts that somebody would have to wake. */
  get isAtRest(): boolean {
    return this.steps >= MAX_STEPS || this.#possible().length === 0;
  }

  get count(): number {
    return this.store.count(POST);
  }

  get isHot(): boolean {
    return this.#starts.isHot;
  }

  /** How many people like the post by their latest action on the stream. */
  get truth(): number {
    const latest = new Map<string, Stamp>();
    for (const { userId, stamp } of this.lanes.flatMap(({ events }) => events)) {
      if (stamp > (latest.get(userId) ?? '')) latest.set(userId, stamp);
    }
    return [...latest.values()].reduce((sum, stamp) => sum + likedBy(stamp), 0);
  }

  /** Lets the scheduler take one step. Returns false when nothing is left to do. */
  async step(): Promise<boolean> {
    const possible = this.#possible();
    // The choice depends on nothing but the seed and the step, so that a story that goes back a step goes on as before.
    const choices = seededChoices(this.#options.seed + this.steps);
    const next = possible[choices.below(Math.max(1, possible.length))];
    return next !== undefined && !this.isAtRest && this.apply(next);
  }

  /** Returns false, and changes nothing, when this cannot happen now. */
  async apply(happening: Happening): Promise<boolean> {
    if (happening.type === 'run') {
      while (await this.step());
      return true;
    }
    let hasHappened: boolean;
    try {
      hasHappened = this.#take(happening);
    } catch (error) {
      // The store was asked for something that would lose likes.
      this.log.fail((error as Error).message);
      hasHappened = true;
    }
    if (!hasHappened) return false;
    this.history.push(happening);
    if (++this.steps === MAX_STEPS) this.log.fail('the attempts do not come to an end');
    await this.#options.settled();
    return true;
  }

  #take(happening: Exclude<Happening, { type: 'run' }>): boolean {
    const say = (text: string) => (this.log.say('press', text), true);
    switch (happening.type) {
      case 'press':
        return this.#press(happening.person, happening.op);
      case 'duplicate':
        return (
          this.#lane(happening.lane).duplicate(happening.number) &&
          say(`The producer sends record ${happening.lane}@${happening.number} once more.`)
        );
      case 'swap':
        return (
          this.#lane(happening.lane).swap(happening.number) &&
          say(`Records ${happening.lane}@${happening.number} and ${happening.number + 1} change places.`)
        );
      case 'bisect':
        return (
          this.#lane(happening.lane).bisect() &&
          say(`The next batches of lane ${happening.lane} are cut in two.`)
        );
      case 'start':
        return this.#starts.next(this.#lane(happening.lane));
      case 'reread': {
        const lane = this.#lane(happening.lane);
        return lane.readTo > 0 && this.#starts.extra(lane, { from: 0, to: lane.readTo }, 'rereads');
      }
      case 'again': {
        const { attempt, batch } = this.attempts.work(happening.attempt) ?? {};
        return !!batch && this.#starts.extra(this.#lane(attempt?.lane), batch, 'gets the batch once more:');
      }
      case 'split': {
        if (this.#starts.isHot) return false;
        this.#starts.isHot = true;
        return say('The post is hot: each lane moves to a bucket when it commits to the root.');
      }
      case 'merge':
        return this.#starts.merge(this.store.readItem(POST, ROOT_BUCKET));
      default:
        return strike(this.attempts, this.log, happening);
    }
  }

  #possible(): Happening[] {
    const seen = new Map<string, number>();
    const calls = this.attempts.ready().map(({ attempt: { name } }): Happening => {
      const index = seen.get(name) ?? 0;
      seen.set(name, index + 1);
      return { type: 'call', attempt: name, index };
    });
    const starts = this.lanes.filter((lane) => this.#starts.mayStart(lane));
    return [...starts.map(({ name }): Happening => ({ type: 'start', lane: name })), ...calls];
  }

  #press(person: Person, op: LikeEvent['op']): boolean {
    const id = EVENT_ID_PREFIX + String(++this.#events).padStart(12, '0');
    this.#lane(LANE_OF[person]).append({ v: 1, id, postId: POST, userId: person, op });
    const text = op === 'like' ? 'likes the post' : 'takes the like back';
    this.log.say('press', `${nameOf(person)} ${text}.`);
    return true;
  }

  #lane(name: string | undefined): StreamLane {
    const lane = this.lanes.find((each) => each.name === name);
    if (!lane) throw new RangeError(`there is no lane ${name}`);
    return lane;
  }
}
