// Keeps the expected counts after all actions so far, in the plainest way.

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

  /** The number of actions, repeated ones included. */
  get actions(): number {
    return this.#actions;
  }

  /** Returns the likes of every post that was named, also of those without likes. */
  counts(): Map<string, number> {
    return new Map(
      [...this.#posts].map(([postId, users]) => [
        postId,
        [...users.values()].reduce((likes, { liked }) => likes + Number(liked), 0),
      ]),
    );
  }

  /** Returns whether each person likes the post, by the name of the person. */
  likesOf(postId: string): Map<string, boolean> {
    return new Map([...(this.#posts.get(postId) ?? [])].map(([user, { liked }]) => [user, liked]));
  }
}
