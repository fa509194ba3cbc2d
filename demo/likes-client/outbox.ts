// The person's actions that the server does not show yet, one for each post. They are kept in the browser's storage, so that they
// survive a closed tab and all tabs show the same.

import { eventIdTimeMs, makeEventId } from './event-id.ts';
import type { ServerClock } from './server-clock.ts';
import type { Storage } from './storage.ts';

/** The server refuses ids that are further ahead of its clock. */
const MAX_AHEAD_MS = 5_000;
const MAX_ACTIONS = 50;

export interface Action {
  /** It carries the time when the person acted: by the server's clock if `timed`, and else by our own. */
  readonly id: string;
  readonly liked: boolean;
  readonly timed: boolean;
  readonly failures: number;
  /** No tab tries again earlier, by our own clock. */
  readonly nextTryMs: number;
  /** The server refused the last try because it came too fast. The action waits for its turn. */
  readonly limited?: boolean;
  /** The answer to a try was lost. */
  readonly maybeTaken?: boolean;
  /** The server accepted the action at this time or up to a second later, by its own clock. */
  readonly acceptedMs?: number;
}

export interface Outbox {
  read(postId: string): Action | undefined;
  /** Returns the posts whose actions are not accepted yet. */
  waiting(): string[];
  /** Changes the action, or removes it, unless a newer one replaced it meanwhile. Returns the newest action on the post. */
  update(postId: string, id: string, changes?: Partial<Action>): Action | undefined;
  /** Keeps a new action, which replaces an older one on the post. Returns false if too many wait already. */
  add(postId: string, liked: boolean): boolean;
  /** Gives the action a new id, after the server told the time. Returns the newest action on the post. */
  renew(postId: string, id: string, changes?: Partial<Action>): Action | undefined;
  accept(postId: string, id: string, dateMs: number): void;
  /** What another visitor did is not ours to show. What waits is sent as the new visitor. */
  forgetAccepted(): void;
  /** Returns the post of a storage key, or undefined if the key is none of ours. */
  postOf(key: string): string | undefined;
}

interface OutboxOptions {
  readonly base: string;
  readonly storage: Storage;
  readonly clock: Pick<ServerClock, 'now' | 'learnt'>;
  readonly onChange: (postId: string) => void;
}

export function makeOutbox({ base, storage, clock, onChange }: OutboxOptions): Outbox {
  const prefix = `likes-action ${base} `;
  const greatestKey = 'likes-greatest-id ' + base;

  function write(postId: string, action?: Action) {
    storage.write(prefix + postId, action ? JSON.stringify(action) : null);
    onChange(postId);
  }

  function read(postId: string): Action | undefined {
    try {
      const action = JSON.parse(storage.read(prefix + postId)!) as Action;
      return action.id[35] ? action : undefined;
    } catch {
      return undefined;
    }
  }

  const postOf = (key: string) => key.split(prefix)[1];
  const postIds = (isAccepted: boolean) =>
    storage
      .keys()
      .map((key) => postOf(key)!)
      .filter((postId) => postId && read(postId) && !!read(postId)!.acceptedMs === isAccepted);

  /** Each id is greater than all before it, unless the server cannot have those because they are too far ahead of its clock. */
  function newId(): string {
    const greatest = storage.read(greatestKey) ?? '';
    const isImpossible = clock.learnt && eventIdTimeMs(greatest) > clock.now() + 2 * MAX_AHEAD_MS;
    const id = makeEventId(clock.now(), isImpossible ? '' : greatest);
    storage.write(greatestKey, id);
    return id;
  }

  function update(postId: string, id: string, changes?: Partial<Action>) {
    const action = read(postId);
    if (action?.id === id) write(postId, changes && { ...action, ...changes });
    return read(postId);
  }

  return {
    read,
    waiting: () => postIds(false),
    update,
    postOf,
    add(postId, liked) {
      if (!read(postId) && postIds(false).length >= MAX_ACTIONS) return false;
      write(postId, { id: newId(), liked, timed: clock.learnt, failures: 0, nextTryMs: 0 });
      return true;
    },
    renew: (postId, id, changes) =>
      update(postId, id, { ...changes, id: newId(), timed: true, maybeTaken: false }),
    accept(postId, id, dateMs) {
      update(postId, id, { acceptedMs: dateMs || eventIdTimeMs(id) - MAX_AHEAD_MS });
    },
    forgetAccepted() {
      for (const postId of postIds(true)) write(postId);
    },
  };
}
