// Sends what waits in the outbox until the server has answered. A lost answer is no refusal: the same action is sent again under the
// same id. Two tabs may send it both, which is harmless, so a tab only tells the others how long it tries.

import { retryDelayMs } from './likes-api.js';

/** Longer than a request may take. */
const TRYING_MS = 35_000;
const MAX_DELAY_MS = 60_000;
/** An id by a wrong clock is renewed at once. If the server goes on refusing ids, the next ones wait. */
const QUICK_RENEWALS = 2;
/** The tab that failed tries again first. */
const OTHER_TAB_DELAY_MS = 2_000;
/** A tab that is left cannot read an answer. Other tabs send the action again after this time. */
const LEFT_MS = 2_000;

/**
 * @param events onWaiting(postId, message, name): a try of this like or unlike failed, and another one follows
 *   onEnd(postId, message): the server answered, with an empty message, or the action was given up
 */
export function makeSender({ api, outbox, clock, onWaiting, onEnd }) {
  /** The id that is being sent, by post. */
  const trying = new Map();
  const timers = new Map();

  /** @param when 'due' after other tabs and earlier failures had their time, 'now', or 'leaving' if the page may end at once */
  async function send(postId, when) {
    let action = outbox.read(postId);
    if (!action || action.acceptedMs !== undefined || trying.get(postId) === action.id) return;
    if (trying.has(postId) && when !== 'leaving') return;
    if (outbox.isTooOld(action)) return giveUp(postId, action);
    if (when === 'due' && action.nextTryMs > Date.now()) return schedule(postId);
    let sent = false;
    outbox.update(postId, action.id, { nextTryMs: Date.now() + TRYING_MS });
    trying.set(postId, action.id);
    const getAction = () => {
      if (sent) return action;
      sent = true;
      action = outbox.read(postId) ?? action;
      // The clock was unknown when the person acted, and is known now.
      if (!action.timed && !action.maybeTaken && clock.learnt) action = outbox.renew(postId, action);
      trying.set(postId, action.id);
      return action;
    };
    try {
      const { dateMs } = await api.setLiked(postId, { getAction, failures: action.failures });
      outbox.accept(postId, action, dateMs);
      onEnd(postId, '');
    } catch (error) {
      action.failures++;
      action.maybeTaken ||= sent && error.maybeTaken;
      fail(postId, action, error);
    }
    if (trying.get(postId) === action.id) trying.delete(postId);
    // The person may have acted again meanwhile, or the action has a new id.
    if (outbox.read(postId)?.id !== action.id) void send(postId, 'due');
  }

  function fail(postId, action, error) {
    if (error.keyRefused && clock.learnt) {
      if (outbox.isTooOld(action)) return giveUp(postId, action);
      const delayMs = action.failures <= QUICK_RENEWALS ? 0 : retryDelayMs(action.failures, error);
      const { failures } = action;
      outbox.update(postId, action.id, { failures, nextTryMs: Date.now() + delayMs });
      outbox.renew(postId, action);
    } else if (error.mayPass) {
      const { maybeTaken, failures } = action;
      const nextTryMs = Date.now() + retryDelayMs(failures, error);
      const limited = error.status === 429;
      outbox.update(postId, action.id, { maybeTaken, limited, failures, nextTryMs });
      onWaiting(postId, error.message, nameOf(action));
      schedule(postId);
    } else {
      outbox.remove(postId, action);
      const outcome = action.maybeTaken
        ? 'It is not known whether it arrived. The button shows what the counter knows.'
        : `This ${nameOf(action)} was not accepted. Please try again.`;
      onEnd(postId, `${error.message}. ${outcome}`);
    }
  }

  function giveUp(postId, action) {
    outbox.remove(postId, action);
    const failure = `This ${nameOf(action)} could not be sent for a day, so it was given up.`;
    onEnd(postId, `${failure} The button shows what the counter knows.`);
  }

  function schedule(postId, laterMs = 0) {
    clearTimeout(timers.get(postId));
    const action = outbox.read(postId);
    if (!action || action.acceptedMs !== undefined) return;
    const delayMs = Math.max(0, Math.min(MAX_DELAY_MS, action.nextTryMs - Date.now())) + laterMs;
    timers.set(
      postId,
      setTimeout(() => void send(postId, 'due'), delayMs),
    );
  }

  return {
    send: (postId) => send(postId, 'now'),
    /** Sends everything that waits, before the page is left for example. */
    sendAll(when) {
      for (const postId of outbox.waiting()) {
        void send(postId, when);
        if (when === 'leaving')
          outbox.update(postId, outbox.read(postId)?.id, { nextTryMs: Date.now() + LEFT_MS });
      }
    },
    /** Takes over what another tab left, once that tab has had its time. */
    watch: (postId) => schedule(postId, OTHER_TAB_DELAY_MS * (1 + Math.random())),
  };
}

const nameOf = ({ liked }) => (liked ? 'like' : 'unlike');
