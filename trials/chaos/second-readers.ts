// The second readers of a run. Each begins when its time has come, and all must reach the end of the stream when the run
// ends.

import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { makeArn } from '../../local/resources/arn.ts';
import type { ChaosCloud } from './chaos-cloud.ts';
import type { Journal } from './journal.ts';
import { type SecondReader, startSecondReader } from './second-reader.ts';

const PATIENCE_MS = 15 * 60_000;
const POLL_MS = 2_000;
const CONCURRENCY_AT_THE_END = 4;

/** Thrown when a second reader does not reach the end of the stream, because something blocks its lane. */
export class ReaderStuckError extends Error {
  override readonly name = 'ReaderStuckError';
}

export class SecondReaders {
  readonly #cloud: ChaosCloud;
  readonly #journal: Journal;
  readonly #wanted: number;
  readonly #readers: SecondReader[] = [];
  /** All second readers share this limit, so that they do not take the first reader's environments. */
  readonly #limit = pLimit(1);

  constructor(cloud: ChaosCloud, journal: Journal, wanted: number) {
    this.#cloud = cloud;
    this.#journal = journal;
    this.#wanted = wanted;
  }

  /** @param elapsed share of the run's time. One reader begins after a half of it, two begin after each third, and so on. */
  startWhenDue(elapsed: number): void {
    const due = Math.min(this.#wanted, Math.floor(elapsed * (this.#wanted + 1)));
    while (this.#readers.length < due) this.#start();
  }

  #start(): void {
    const streamName = this.#cloud.outputs['LikeEventsStream'] ?? '';
    this.#journal.events.count('second readers');
    this.#journal.note('a second reader begins at the start of the retention');
    this.#readers.push(
      startSecondReader({
        kinesis: this.#cloud.clients.kinesis,
        streamName,
        streamArn: makeArn('kinesis', `stream/${streamName}`),
        invoke: (payloadJson) => this.#limit(() => this.#cloud.invoke('batch-likes', payloadJson)),
        log: (line) => this.#journal.note(line),
      }),
    );
  }

  get count(): number {
    return this.#readers.length;
  }

  /** Rejects with a ReaderStuckError, or an AbortError when the signal ends the wait. */
  async waitUntilCaughtUp(signal: AbortSignal): Promise<void> {
    const deadlineMs = Date.now() + PATIENCE_MS;
    // The first reader has nothing left to do.
    this.#limit.concurrency = CONCURRENCY_AT_THE_END;
    for (const reader of this.#readers) {
      // Both readers and this question share the limits of a shard, so a throttle does not answer the question.
      while (!(await reader.hasCaughtUp().catch(() => false))) {
        if (Date.now() > deadlineMs)
          throw new ReaderStuckError(`a second reader is not through after ${PATIENCE_MS / 60_000} minutes`);
        await sleep(POLL_MS, undefined, { signal });
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.close()));
  }
}
