// Decides which events are shed, before anything is stored. What it remembers lasts as long as an execution environment, so an
// interval is kept by each environment for itself. A repeat of the same event gets the same decision.

import { shortHash } from '../stream/short-hash.ts';
import type { LikeEvent } from './like-event.ts';
import type { ShedPolicies, ShedPolicy } from './shed-policy.ts';

export type SheddingPolicy = Exclude<ShedPolicy['shed'], 'never'>;

export interface ShedderOptions {
  readonly policies: ShedPolicies;
  /** How long the backlog takes to drain. It is asked only for a policy `over-capacity`. */
  readonly backlogSeconds: () => Promise<number>;
  /** How many persons and posts are remembered for `min-interval`. */
  readonly maxEntries?: number;
}

/** About 5 MB. */
const MAX_ENTRIES = 20_000;
const HASHES = 2 ** 32;

export class Shedder {
  readonly #options: ShedderOptions;
  /** The last event of each person and post that was stored. The map is in order of time. */
  readonly #last = new Map<string, { id: string; atMs: number }>();

  constructor(options: ShedderOptions) {
    this.#options = options;
  }

  /** Returns the policy that sheds the event, or undefined when it is to be stored. */
  async decide(event: LikeEvent, nowMs: number): Promise<SheddingPolicy | undefined> {
    const policy = this.#options.policies[event.op];
    if (policy.shed === 'never') return undefined;
    if (policy.shed === 'min-interval') {
      const last = this.#last.get(keyOf(event));
      const isTooSoon = last && last.id !== event.id && nowMs - last.atMs < policy.seconds * 1_000;
      return isTooSoon ? 'min-interval' : undefined;
    }
    if (shortHash(event.id) >= policy.share * HASHES) return undefined;
    const isOver = (await this.#options.backlogSeconds()) > policy.backlogSeconds;
    return isOver ? 'over-capacity' : undefined;
  }

  /** Call it when the events were stored. An event that was refused may be sent again at once. */
  stored(events: readonly LikeEvent[], nowMs: number): void {
    const policies = Object.values(this.#options.policies);
    if (policies.every(({ shed }) => shed !== 'min-interval')) return;
    for (const event of events) {
      const key = keyOf(event);
      this.#last.delete(key);
      this.#last.set(key, { id: event.id, atMs: nowMs });
    }
    const { maxEntries = MAX_ENTRIES } = this.#options;
    for (const [oldest] of this.#last) {
      if (this.#last.size <= maxEntries) break;
      this.#last.delete(oldest);
    }
  }
}

/** No id holds a control character. */
const keyOf = ({ userId, postId }: LikeEvent): string => `${userId}\u0000${postId}`;
