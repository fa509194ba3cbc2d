import { expect, test } from 'vitest';
import { isOver, toDenyList } from '../../../core/fairness/deny-list.ts';

test('an entry holds until its time, and one without a time until it is removed', () => {
  const entries = [
    { kind: 'person', id: 'ann', untilMs: 10 },
    { kind: 'person', id: 'ben', untilMs: undefined },
    { kind: 'post', id: 'ann', untilMs: 11 },
  ] as const;
  const at = (nowMs: number) => {
    const { persons, posts } = toDenyList(entries, nowMs);
    return { persons: [...persons], posts: [...posts] };
  };
  expect(at(9)).toEqual({ persons: ['ann', 'ben'], posts: ['ann'] });
  expect(at(10)).toEqual({ persons: ['ben'], posts: ['ann'] });
  expect(at(11)).toEqual({ persons: ['ben'], posts: [] });
  expect(isOver({ untilMs: undefined }, Infinity)).toBe(false);
});
