// Shows the attempts that are at work or asleep, and the call that each makes next.

import type { AttemptView, StoryView } from '../story/view.ts';
import { h, type Wanted } from './element.ts';
import type { TargetAttributes } from './target.ts';

const STATES = {
  works: 'at work',
  sleeps: 'asleep: nobody waits for it',
  late: 'has crashed: its requests are still on their way',
} as const;

export function attemptsOf({ attempts, isAtRest }: StoryView, target: TargetAttributes): Wanted[] {
  if (attempts.length === 0) {
    const text = isAtRest ? 'Nobody is at work, and nothing is left to do.' : 'Nobody is at work yet.';
    return [h('p', { class: 'empty' }, text)];
  }
  return [h('ul', { class: 'cards' }, ...attempts.map((attempt) => cardOf(attempt, target)))];
}

function cardOf({ name, lane, batch, state, isExtra, next }: AttemptView, target: TargetAttributes): Wanted {
  const [first, last] = batch ?? [];
  const work = batch
    ? `counts ${lane}@${first === last ? first : `${first} to ${last}`}`
    : state === 'late'
      ? 'is gone'
      : 'merges buckets';
  return h(
    'li',
    { key: name, class: `card ${lane ?? 'merge'} ${state}` },
    h(
      'button',
      { type: 'button', class: 'target attempt', ...target({ kind: 'attempt', attempt: name }) },
      h('b', {}, name),
      h('span', {}, work),
      h('small', {}, isExtra && batch && state === 'works' ? 'a second delivery' : STATES[state]),
    ),
    h(
      'ol',
      { class: 'next' },
      ...next.map((intent, index) =>
        h(
          'li',
          {},
          h(
            'button',
            {
              type: 'button',
              class: 'next-call',
              'data-call': name,
              'data-index': index,
              disabled: state === 'sleeps',
              'aria-label': `Let ${name} ${intent}`,
            },
            intent,
          ),
        ),
      ),
    ),
  );
}
