import { expect, test } from 'vitest';
import { Truth } from '../../../../tools/start/control-room/truth.ts';

const action = (id: string, op: 'like' | 'unlike', user = 'ann') => ({ id, user, postId: 'post', op });

test('a repeated like, and one that arrives after its unlike, change nothing', () => {
  const truth = new Truth();
  truth.accepted(action('1', 'like'), 100);
  truth.accepted(action('1', 'like'), 200);
  expect([truth.total, truth.takenAtMs('post')]).toEqual([1, [100]]);
  truth.accepted(action('3', 'unlike'), 300);
  truth.accepted(action('2', 'like'), 400);
  expect(truth.countOf('post')).toBe(0);
  truth.accepted(action('4', 'like', 'bob'), 500);
  expect([truth.total, truth.posts]).toEqual([1, ['post']]);
});
