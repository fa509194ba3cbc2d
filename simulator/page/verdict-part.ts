// Shows the count beside the truth, and what to think of it.

import { minus } from '../story/describe-call.ts';
import type { StoryView } from '../story/view.ts';
import { h, type Wanted } from './element.ts';
import { icon } from './icons.ts';

export type Verdict = 'counting' | 'exact' | 'wrong';

/** A count that lags behind is not wrong, so it is judged when everybody is at rest. */
export function judge({ count, truth, isAtRest }: StoryView): Verdict {
  if (!isAtRest) return 'counting';
  return count === truth ? 'exact' : 'wrong';
}

const WORDS: Record<Verdict, string> = { counting: 'counting…', exact: 'exact', wrong: 'wrong' };

export function verdictOf(view: StoryView): Wanted[] {
  const verdict = judge(view);
  const figure = (label: string, value: number, className: string) =>
    h('div', { class: `figure ${className}` }, h('dt', {}, label), h('dd', {}, minus(value)));
  return [
    h(
      'dl',
      { class: `figures ${verdict}` },
      figure('Count', view.count, 'count'),
      figure('Truth', view.truth, 'truth'),
    ),
    h(
      'p',
      { class: `judgement ${verdict}` },
      verdict === 'exact' && icon('check'),
      verdict === 'wrong' && icon('wrong'),
      WORDS[verdict],
    ),
  ];
}
