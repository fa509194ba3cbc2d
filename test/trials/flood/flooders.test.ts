import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { Client } from '../../../trials/flood/client.ts';
import { floodAsAddress, floodAsPerson } from '../../../trials/flood/flooders.ts';

/** Answers in turn with these statuses, and then with the last one. */
function fakeClient(lists: number[], visitors: number[] = [201]) {
  const sent: { token: string; posts: string[] }[] = [];
  let issued = 0;
  const next = (statuses: number[]) => (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500;
  const client: Client = {
    async issueVisitor() {
      const status = next(visitors);
      return { status, text: JSON.stringify({ token: `visitor-${status === 201 ? issued++ : ''}` }) };
    },
    async like() {
      return { status: 500, text: '' };
    },
    async likeMany(token, body) {
      await turn();
      const { actions } = JSON.parse(body) as { actions: { postId: string }[] };
      sent.push({ token, posts: actions.map(({ postId }) => postId) });
      const status = next(lists);
      if (status === 0) throw new Error('the connection was lost');
      return { status, text: '' };
    },
    async close() {},
  };
  return { client, sent };
}

test('a person sends full lists of posts that nobody has liked, and goes on after a refusal and a lost answer', async () => {
  const { client, sent } = fakeClient([202, 429, 0, 503, 202, 429]);
  const flood = floodAsPerson(client, 'ann', 1);
  await vi.waitUntil(() => sent.length > 20);
  await flood.stop();
  expect(flood.tally).toMatchObject({ taken: 200, failed: 2, limited: sent.length - 4 });
  const posts = sent.flatMap(({ posts }) => posts);
  expect(posts).toHaveLength(100 * sent.length);
  expect(new Set(posts).size).toBe(posts.length);
  expect(new Set(sent.map(({ token }) => token))).toEqual(new Set(['ann']));
});

test('an address is a new visitor each time, and an old one when it may not be a new one', async () => {
  const { client, sent } = fakeClient([202], [201, 201, 429]);
  const flood = floodAsAddress(client, 1);
  await vi.waitUntil(() => sent.length > 5);
  await flood.stop();
  expect(flood.tally.visitors).toBe(2);
  expect(flood.tally.limited).toBe(sent.length - 2);
  expect(sent.slice(0, 6).map(({ token }) => token)).toEqual(
    [0, 1, 0, 1, 0, 1].map((visitor) => `visitor-${visitor}`),
  );
});
