// Keeps the last minutes of the stage, and what happened on it, and presses its buttons.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../../local/resources/resource-type.ts';
import type { Mood } from './crowd.ts';
import type { Sample, StageEvent, State } from './sample.ts';
import { Stage } from './stage.ts';

const INTERVAL_MS = 1_000;
const MOST_SAMPLES = 180;
const MOST_EVENTS = 30;
const THROTTLE_SECONDS = 8;
/** When nobody looks any more, nobody likes any more. */
const UNSEEN_MS = 30_000;

const MOODS: Readonly<Record<string, Mood>> = {
  rest: 'rest',
  calm: 'calm',
  celebrity: 'celebrity',
  flash: 'flash',
};
const MOOD_TEXTS: Readonly<Record<string, string>> = {
  rest: 'everybody rests',
  calm: 'the crowd is calm',
  celebrity: 'a celebrity posts',
  flash: 'a flash crowd arrives',
};

export class Recording {
  readonly #log: Log;
  readonly #opening: Promise<Stage>;
  readonly #recording: Promise<void>;
  readonly #stopped = new AbortController();
  readonly #events: StageEvent[] = [];
  #samples: Sample[] = [];
  #stage: Stage | undefined;
  #naive: State['naive'] = 'off';
  #seenAtMs = Date.now();
  #killed = 0;
  #isAsleep = false;

  constructor(log: Log) {
    this.#log = log;
    this.#opening = Stage.open(() => {});
    this.#recording = this.#record();
  }

  read(afterMs: number): State {
    if (this.#isAsleep) this.#stage?.crowd.become('calm');
    this.#isAsleep = false;
    this.#seenAtMs = Date.now();
    return {
      phase: this.#stage ? 'running' : 'starting',
      naive: this.#naive,
      samples: this.#samples.filter(({ atMs }) => atMs > afterMs),
      events: this.#events,
    };
  }

  /** Returns why a button does nothing, or undefined. */
  async press(button: string): Promise<string | undefined> {
    const stage = this.#stage;
    if (!stage) return 'The stage is still starting.';
    const mood = MOODS[button];
    if (mood) {
      stage.crowd.become(mood);
      return this.#note(MOOD_TEXTS[button] ?? '');
    }
    switch (button) {
      case 'kill':
        stage.killWorkers();
        return undefined;
      case 'throttle':
        stage.throttleStream(THROTTLE_SECONDS);
        return this.#note(`Kinesis throttles for ${THROTTLE_SECONDS} s`);
      case 'reshard':
        return this.#reshard(stage);
      case 'naive':
        return this.#switchNaive(stage);
      default:
        return 'There is no such button.';
    }
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    await this.#recording;
    await (await this.#opening.catch(() => undefined))?.close();
  }

  async #reshard(stage: Stage): Promise<string | undefined> {
    try {
      return this.#note(`the stream now has ${await stage.reshard()} shards`);
    } catch (error) {
      if ((error as Error).name === 'LimitExceededException')
        return 'Kinesis takes ten of these a day, and they are used up.';
      throw error;
    }
  }

  async #switchNaive(stage: Stage): Promise<string | undefined> {
    if (this.#naive === 'starting') return 'The naive design is starting.';
    if (this.#naive === 'on') {
      this.#naive = 'off';
      await stage.stopNaive();
      return this.#note('the naive design leaves');
    }
    this.#naive = 'starting';
    await stage.startNaive();
    this.#naive = 'on';
    return this.#note('the naive design joins');
  }

  #note(text: string): undefined {
    this.#events.push({ atMs: Date.now(), text });
    if (this.#events.length > MOST_EVENTS) this.#events.shift();
  }

  async #record(): Promise<void> {
    try {
      this.#stage = await this.#opening;
      this.#stage.crowd.become('calm');
      while (!this.#stopped.signal.aborted) {
        await this.#takeSample(this.#stage);
        await sleep(INTERVAL_MS, undefined, { signal: this.#stopped.signal }).catch(() => {});
      }
    } catch (error) {
      this.#log(`control room: ${String(error)}`);
    }
  }

  async #takeSample(stage: Stage): Promise<void> {
    if (Date.now() - this.#seenAtMs > UNSEEN_MS) {
      stage.crowd.become('rest');
      this.#isAsleep = true;
    }
    const before = this.#samples.at(-1);
    const sample = await stage.sample();
    this.#samples = [...this.#samples, sample].slice(-MOST_SAMPLES);
    const items = sample.ours.itemsOfStar;
    if (before && items !== before.ours.itemsOfStar)
      this.#note(items === 1 ? 'the post is one item again' : `the post is ${items} items`);
    if (stage.killed > this.#killed) this.#note('a worker was killed in the middle of its batch');
    this.#killed = stage.killed;
  }
}
