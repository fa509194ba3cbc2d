// What the counts must become: the number of people whose latest accepted action on a post is a like.

import type { Action } from '../../../traffic/action.ts';

export class Truth {
  readonly #latest = new Map<string, Action>();
  readonly #counts = new Map<string, number>();
  readonly #takenAtMs = new Map<string, number[]>();

  /** Takes an accepted action in. A repeated one changes nothing. */
  accepted(action: Action, atMs: number): void {
    const { user, postId, op, id } = action;
    const key = `${user} ${postId}`;
    const before = this.#latest.get(key);
    if (before && before.id >= id) return;
    this.#latest.set(key, action);
    const change = Number(op === 'like') - Number(before?.op === 'like');
    this.#counts.set(postId, this.countOf(postId) + change);
    if (change === 1) this.takenAtMs(postId).push(atMs);
  }

  get posts(): readonly string[] {
    return [...this.#counts.keys()];
  }

  countOf(postId: string): number {
    return this.#counts.get(postId) ?? 0;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** When the likes of a post were accepted. The n-th is counted when the count reaches n, unless likes were taken back. */
  takenAtMs(postId: string): number[] {
    const times = this.#takenAtMs.get(postId) ?? [];
    this.#takenAtMs.set(postId, times);
    return times;
  }
}
