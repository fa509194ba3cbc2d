// Collects what becomes of the likes, in all and by the second in which they were scheduled.

import type { Action } from '../../traffic/action.ts';
import type { Fate } from './answer.ts';
import { Latencies } from './latencies.ts';
import type { ScheduledAction } from './make-load.ts';

export interface Second {
  sent: number;
  accepted: number;
  queued: number;
  refused: number;
  /** In milliseconds; undefined when no like of the second was taken. */
  latencyP50Ms: number | undefined;
  latencyMaxMs: number | undefined;
}

export class Recorder {
  readonly latencies = new Latencies();
  /** How late requests left, by the schedule. The sender cannot be trusted when that is long. */
  readonly lateness = new Latencies();
  readonly fates: Record<Fate, number> = { accepted: 0, queued: 0, shed: 0, refused: 0, unknown: 0 };
  readonly #takenAtMs = new Map<string, number[]>();
  readonly #bySecond = new Map<
    number,
    { counts: Omit<Second, 'latencyP50Ms' | 'latencyMaxMs'>; ms: number[] }
  >();
  readonly #counting: Action[] = [];
  readonly #unknown: ScheduledAction[] = [];
  #sent = 0;

  sent(action: ScheduledAction, lateMs: number): void {
    this.#sent += 1;
    this.#at(action).counts.sent += 1;
    this.lateness.record(lateMs);
  }

  answered(action: ScheduledAction, fate: Fate, latencyMs: number): void {
    this.fates[fate] += 1;
    const { counts, ms } = this.#at(action);
    if (fate === 'unknown') {
      this.#unknown.push(action);
      return;
    }
    if (fate === 'shed' || fate === 'refused') {
      counts.refused += 1;
      return;
    }
    counts[fate] += 1;
    ms.push(latencyMs);
    this.latencies.record(latencyMs);
    this.#counting.push(action);
    const times = this.#takenAtMs.get(action.postId) ?? [];
    this.#takenAtMs.set(action.postId, times);
    times.push(action.atMs + latencyMs);
  }

  /** An unknown fate that a second request has cleared up. */
  clearedUp(action: ScheduledAction): void {
    this.#counting.push(action);
  }

  get sentCount(): number {
    return this.#sent;
  }

  get answeredCount(): number {
    return Object.values(this.fates).reduce((sum, count) => sum + count, 0);
  }

  /** What must be in the counts in the end. */
  get counting(): readonly Action[] {
    return this.#counting;
  }

  get unknown(): readonly ScheduledAction[] {
    return this.#unknown;
  }

  takenCount(postId: string): number {
    return this.#takenAtMs.get(postId)?.length ?? 0;
  }

  /** When the likes of a post were answered with 202, in milliseconds after the start, ascending. */
  takenAtMs(postId: string): readonly number[] {
    return (this.#takenAtMs.get(postId) ?? []).toSorted((one, other) => one - other);
  }

  seconds(count: number): Second[] {
    return Array.from({ length: count }, (_, second) => {
      const { counts, ms } = this.#bySecond.get(second) ?? { counts: zero(), ms: [] };
      const sorted = ms.toSorted((one, other) => one - other);
      return {
        ...counts,
        latencyP50Ms: sorted[Math.ceil(sorted.length / 2) - 1],
        latencyMaxMs: sorted.at(-1),
      };
    });
  }

  #at({ atMs }: ScheduledAction) {
    const second = Math.floor(atMs / 1_000);
    const found = this.#bySecond.get(second) ?? { counts: zero(), ms: [] };
    this.#bySecond.set(second, found);
    return found;
  }
}

const zero = () => ({ sent: 0, accepted: 0, queued: 0, refused: 0 });
