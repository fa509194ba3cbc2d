// What becomes of an attempt: it makes a call, hears of a failure, crashes, falls asleep or wakes up.

import type { Happening } from './happening.ts';
import type { Attempts } from './attempts.ts';
import type { Log } from './log.ts';

type Strike = Extract<
  Happening,
  { type: 'call' | 'lose-answer' | 'crash' | 'crash-late' | 'time-out' | 'wake' }
>;

const FATES = {
  call: { fate: 'answered', text: undefined },
  'lose-answer': { fate: 'answer-lost', text: 'is told that this call has failed, although it was made' },
  crash: { fate: 'crashes-before', text: 'crashes' },
  'crash-late': {
    fate: 'crashes-but-calls-land-later',
    text: 'crashes, and the requests that it has sent are still on their way',
  },
  'time-out': { fate: 'times-out', text: 'falls asleep, and nobody waits for it any more' },
} as const;

/** Returns false, and changes nothing, when this cannot happen to the attempt now. */
export function strike(attempts: Attempts, log: Log, happening: Strike): boolean {
  const work = attempts.work(happening.attempt);
  if (!work) return false;
  const isAsleep = attempts.isAsleep(work);
  if (happening.type === 'wake') {
    if (!isAsleep) return false;
    attempts.wake(work);
    log.say('fault', 'wakes up as a zombie: nobody waits for it, and it goes on', happening.attempt);
    return true;
  }
  if (isAsleep && happening.type !== 'crash') return false;
  const own = attempts.callsOf(happening.attempt);
  const isCall = happening.type === 'call';
  // Of an attempt that has crashed, the requests that are on their way may still arrive.
  const calls =
    isCall && own.length === 0 ? attempts.late().filter(({ attempt }) => attempt === work.attempt) : own;
  const call = calls[isCall ? happening.index : 0];
  if (!call) return false;
  const { fate, text } = FATES[happening.type];
  attempts.settle(call, fate);
  if (text) log.say('fault', text, happening.attempt);
  return true;
}
