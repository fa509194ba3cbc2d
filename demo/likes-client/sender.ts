// Sends what waits in the outbox until the server has answered. A lost answer is no refusal: the same action is sent again under the
// same id. Two tabs may send it both, which is harmless, so a tab only tells the others how long it tries.

import type { AsVisitor } from './as-visitor.ts';
import { eventIdTimeMs } from './event-id.ts';
import type { Action, Outbox } from './outbox.ts';
import type { Answer, Request } from './request.ts';
import { retryDelayMs } from './retry-delay.ts';
import type { ServerClock } from './server-clock.ts';
import type { Problem, ProblemCode } from './types.ts';

/** The server refuses ids that are older than a day, so an action must be sent before that. */
const MAX_WAIT_MS = 23 * 60 * 60 * 1_000;
/** Longer than a request may take. */
const TRYING_MS = 35_000;
const MAX_DELAY_MS = 60_000;
/** An id by a wrong clock is renewed at once. If the server goes on refusing ids, the next ones wait. */
const QUICK_RENEWALS = 2;
/** The tab that failed tries again first. */
const OTHER_TAB_DELAY_MS = 2_000;
/** A tab that is left cannot read an answer. Other tabs send the action again after this time. */
const LEFT_MS = 2_000;

export interface Sender {
  /** @param isDue whether other tabs and earlier failures get their time first */
  send(postId: string, isDue?: boolean): Promise<void>;
  /** Sends everything that waits. */
  sendAll(isLeaving?: boolean): void;
  /** Takes over what another tab left, once that tab has had its time. */
  watch(postId: string): void;
}

interface SenderOptions {
  readonly request: Request;
  readonly asVisitor: AsVisitor;
  readonly outbox: Outbox;
  readonly clock: ServerClock;
  /** The server has taken the action, or something is wrong with it. */
  readonly tell: (postId: string, problem?: Problem) => void;
}

export function makeSender({ request, asVisitor, outbox, clock, tell }: SenderOptions): Sender {
  /** The id that is being sent, by post. */
  const trying = new Map<string, string>();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  /** The server has told this person to wait until then, by our own clock. */
  let pausedUntilMs = 0;

  const readWaiting = (postId: string) => {
    const action = outbox.read(postId);
    return action?.acceptedMs ? undefined : action;
  };

  async function send(postId: string, isDue?: boolean, isLeaving?: boolean): Promise<void> {
    let action = readWaiting(postId)!;
    const nowMs = Date.now();
    if (!action || trying.get(postId) === action.id || (trying.get(postId) && !isLeaving)) return;
    if (giveUpTooOld(postId, action)) return;
    if (nowMs < pausedUntilMs || (isDue && nowMs < action.nextTryMs)) return schedule(postId);
    let sent = false;
    outbox.update(postId, action.id, { nextTryMs: nowMs + TRYING_MS });
    trying.set(postId, action.id);
    const answer = await asVisitor('visitor', (token) => {
      if (!sent) {
        sent = true;
        action = outbox.read(postId) ?? action;
        // The clock was unknown when the person acted, and is known now.
        if (!action.timed && !action.maybeTaken && clock.learnt)
          action = outbox.renew(postId, action.id) ?? action;
        trying.set(postId, action.id);
      }
      const { liked, failures, id } = action;
      return request(
        liked ? 'PUT' : 'DELETE',
        `posts/${encodeURIComponent(postId)}/like`,
        token,
        failures,
        id,
      );
    });
    if (answer.status === 202) {
      outbox.accept(postId, action.id, answer.dateMs!);
      tell(postId);
    } else fail(postId, action, answer, sent);
    if (trying.get(postId) === action.id) trying.delete(postId);
    // The person may have acted again meanwhile, or the action has a new id.
    if (outbox.read(postId)?.id !== action.id) void send(postId, true);
  }

  function fail(postId: string, before: Action, answer: Answer, sent: boolean) {
    const { status, retryAfterMs = 0, serverTime } = answer;
    const { id } = before;
    const failures = before.failures + 1;
    const maybeTaken = before.maybeTaken || (sent && (!status || status >= 500));
    const nextTryMs = Date.now() + retryDelayMs(failures, retryAfterMs);
    const limited = status === 429;
    if (limited) pausedUntilMs = Date.now() + retryAfterMs;
    if (serverTime && clock.learnt) {
      if (!giveUpTooOld(postId, before))
        outbox.renew(postId, id, { failures, nextTryMs: failures > QUICK_RENEWALS ? nextTryMs : 0 });
    } else if (!status || limited || status >= 500) {
      outbox.update(postId, id, { limited, maybeTaken, failures, nextTryMs });
      report(postId, 'waiting', before, answer);
      schedule(postId);
    } else giveUp(postId, maybeTaken ? 'unknown' : 'refused', before, answer);
  }

  function report(postId: string, code: ProblemCode, { liked }: Action, { status, detail }: Partial<Answer>) {
    tell(postId, { code, liked, status, detail });
  }

  function giveUp(postId: string, code: ProblemCode, action: Action, answer: Partial<Answer>) {
    outbox.update(postId, action.id);
    report(postId, code, action, answer);
  }

  /** A time that our own clock told is compared with our own clock. */
  function giveUpTooOld(postId: string, action: Action): boolean {
    const nowMs = action.timed ? clock.now() : Date.now();
    const isTooOld = nowMs - eventIdTimeMs(action.id) > MAX_WAIT_MS;
    if (isTooOld) giveUp(postId, 'too-old', action, {});
    return isTooOld;
  }

  function schedule(postId: string, laterMs = 0) {
    clearTimeout(timers.get(postId));
    const action = readWaiting(postId);
    if (!action) return;
    const delayMs = Math.max(action.nextTryMs, pausedUntilMs) - Date.now();
    timers.set(
      postId,
      setTimeout(() => send(postId, true), Math.max(0, Math.min(MAX_DELAY_MS, delayMs)) + laterMs),
    );
  }

  return {
    send,
    sendAll(isLeaving) {
      for (const postId of outbox.waiting()) {
        void send(postId, false, isLeaving);
        if (isLeaving) outbox.update(postId, outbox.read(postId)!.id, { nextTryMs: Date.now() + LEFT_MS });
      }
    },
    watch: (postId) => schedule(postId, OTHER_TAB_DELAY_MS * (1 + Math.random())),
  };
}
