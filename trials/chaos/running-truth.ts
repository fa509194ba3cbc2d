// What the counts must come to after all actions so far, in the plainest way, kept up as they are sent.

import type { Action } from '../../traffic/action.ts';

interface Latest {
  readonly id: string;
  readonly liked: boolean;
}

export class RunningTruth {
  readonly #posts = new Map<string, Map<string, Latest>>();
  #actions = 0;

  add(actions: Iterable<Action>): void {
    for (const { id, user, postId, op } of actions) {
      this.#actions += 1;
      const users = this.#posts.get(postId) ?? new Map<string, Latest>();
      this.#posts.set(postId, users);
      const latest = users.get(user);
      if (latest === undefined || id > latest.id) users.set(user, { id, liked: op === 'like' });
    }
  }

  /** Repeated ones included. */
  get actions(): number {
    return this.#actions;
  }

  /** The likes of every post that was named; 0 is listed too. */
  counts(): Map<string, number> {
    return new Map(
      [...this.#posts].map(([postId, users]) => [
        postId,
        [...users.values()].reduce((likes, { liked }) => likes + Number(liked), 0),
      ]),
    );
  }

  /** Whether each person likes the post, by the person's name. */
  likesOf(postId: string): Map<string, boolean> {
    return new Map([...(this.#posts.get(postId) ?? [])].map(([user, { liked }]) => [user, liked]));
  }
}
