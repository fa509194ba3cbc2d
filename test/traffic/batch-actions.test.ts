import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { batchActions } from '../../traffic/batch-actions.ts';
import { generateWorkload } from '../../traffic/workload.ts';

const MAX_BODY_BYTES = 16 * 1_024;

test('batches hold every action once, one user each, in the order of that user', () => {
  const sends = generateWorkload({ seed: 5, actions: 500, posts: 20, users: 10, startMs: 0 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), (size) => {
      const batches = batchActions(sends, size);
      const byUser = Map.groupBy(batches.flat(), ({ user }) => user);
      expect(byUser.size).toBe(10);
      for (const [user, actions] of byUser)
        expect(actions).toEqual(sends.filter((send) => send.user === user));
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(size);
        expect(new Set(batch.map(({ user }) => user)).size).toBe(1);
      }
    }),
  );
});

test('a batch fits the body that the API takes, however long the names of the posts are', () => {
  const actions = Array.from({ length: 300 }, (_, number) => ({
    id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
    user: 'ann',
    postId: '"'.repeat(128),
    op: 'unlike' as const,
  }));
  const batches = batchActions(actions, 100);
  expect(batches.flat()).toEqual(actions);
  for (const batch of batches) {
    const body = JSON.stringify({ actions: batch.map(({ id, postId, op }) => ({ id, postId, op })) });
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(MAX_BODY_BYTES);
  }
});
