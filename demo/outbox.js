// The person's actions that the server does not show yet, one for each post. They are kept in the browser's storage, so that they
// survive a closed tab and all tabs show the same.
//
// An action is { id, liked, madeMs, timed, failures, nextTryMs } until it is accepted:
//   madeMs        when the person acted, by the server's clock as far as `timed` says that it was known
//   maybeTaken    true if the answer to a try was lost
//   limited       true if the server refused the last try because it was too fast: the action waits for its turn
//   nextTryMs     no tab tries again earlier, by our own clock
//   acceptedMs    the server accepted the action at this time or up to a second later, by its own clock

import { eventIdTimeMs, isEventId, makeEventId } from './event-id.js';

/** The server refuses ids that are older than a day, so an action must be sent before that. */
const MAX_WAIT_MS = 23 * 60 * 60 * 1_000;
/** The server refuses ids that are further ahead of its clock. */
const MAX_AHEAD_MS = 5_000;
const MAX_ACTIONS = 50;

export function makeOutbox({ base, storage, clock }) {
  const prefix = `likes-action ${base} `;
  const greatestKey = `likes-greatest-id ${base}`;
  const listeners = [];

  const write = (postId, action) => {
    storage.write(prefix + postId, action ? JSON.stringify(action) : null);
    for (const listener of listeners) listener(postId, false);
  };

  function read(postId) {
    try {
      const action = JSON.parse(storage.read(prefix + postId));
      return isEventId(action?.id) ? action : undefined;
    } catch {
      return undefined;
    }
  }

  const postIds = () =>
    storage
      .keys()
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));

  const isWaiting = (action) => action !== undefined && action.acceptedMs === undefined;
  const waiting = () => postIds().filter((postId) => isWaiting(read(postId)));

  /** Returns the greatest id that the server may have. It has none that is further ahead than it allows. */
  function greatestOf(...ids) {
    const isPossible = (id) =>
      isEventId(id) && !(clock.learnt && eventIdTimeMs(id) > clock.now() + 2 * MAX_AHEAD_MS);
    return [storage.read(greatestKey), ...ids].filter(isPossible).toSorted(compareText).at(-1);
  }

  const newId = (...ids) => makeEventId(clock.now(), greatestOf(...ids));

  const keepGreatest = (id) => storage.write(greatestKey, greatestOf(id) ?? null);

  /** Changes the action unless a newer one replaced it meanwhile. */
  function update(postId, id, changes) {
    const action = read(postId);
    if (action?.id === id) write(postId, { ...action, ...changes });
  }

  return {
    read,
    /** Returns the posts whose actions are not accepted yet. */
    waiting,
    hasFailed: (postId) => isWaiting(read(postId)) && read(postId).failures > 0,
    update,
    /** A time that our own clock told is compared with our own clock. */
    isTooOld: ({ madeMs, timed }) => (timed ? clock.now() : Date.now()) - madeMs > MAX_WAIT_MS,

    /** Keeps a new action, which replaces an older one on the post. Returns false if too many wait already. */
    add(postId, liked) {
      const before = read(postId);
      if (!before && waiting().length >= MAX_ACTIONS) return false;
      const [madeMs, timed] = [clock.now(), clock.learnt];
      write(postId, { id: newId(before?.id), liked, madeMs, timed, failures: 0, nextTryMs: 0 });
      return true;
    },

    /** Gives the action a new id, after the server told the time. Returns the newest action on the post. */
    renew(postId, { id }) {
      update(postId, id, { id: newId(), madeMs: clock.now(), timed: true, maybeTaken: false });
      return read(postId) ?? {};
    },

    accept(postId, { id }, dateMs) {
      keepGreatest(id);
      const acceptedMs = Number.isNaN(dateMs) ? eventIdTimeMs(id) - MAX_AHEAD_MS : dateMs;
      update(postId, id, { acceptedMs });
    },

    remove(postId, { id, maybeTaken }) {
      if (maybeTaken) keepGreatest(id);
      if (read(postId)?.id === id) write(postId, undefined);
    },

    /** What another visitor did is not ours to show. What waits is sent as the new visitor. */
    forgetAccepted: () => {
      for (const postId of postIds()) if (read(postId)?.acceptedMs !== undefined) write(postId, undefined);
    },

    /** Calls back with the post of each action that changes, and whether another tab changed it. */
    onChange(listener) {
      listeners.push(listener);
      storage.onChange((key) => key.startsWith(prefix) && listener(key.slice(prefix.length), true));
    },
  };
}

const compareText = (one, other) => (one < other ? -1 : 1);
