// The page that trials look at counts with, against a WebSocket API whose functions are callbacks.

import { expect, onTestFinished, test, vi } from 'vitest';
import { type LiveViewer, startLiveViewer } from '../../trials/live-viewer.ts';
import { type Event, OK, PATIENTLY, startTestApi, type TestApiOptions } from '../local/websocket/test-api.ts';

const PROTOCOL = { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'likes.v1' } };

/** @param answers of subscriptions, one after the other; the last one again and again */
async function startWith(answers: object[], posts: () => string[] = () => ['a', 'b']) {
  let asked = 0;
  const subscribe: NonNullable<TestApiOptions['routes']>[string] = () =>
    answers[Math.min(asked++, answers.length - 1)] ?? null;
  const api = await startTestApi({ routes: { $connect: () => PROTOCOL, $disconnect: () => OK, subscribe } });
  const viewer = startLiveViewer({ liveUrl: api.liveUrl, token: 'ann', posts, random: () => 0 });
  onTestFinished(() => viewer.close());
  await viewer.looks;
  return { api, viewer };
}

const counts = (...posts: (readonly [postId: string, count: number, asOf: string | null])[]) => ({
  statusCode: 200,
  body: JSON.stringify({
    type: 'counts',
    posts: posts.map(([postId, count, asOf]) => ({ postId, count, asOf })),
  }),
});

const shown = ({ shown: all }: LiveViewer) =>
  Object.fromEntries([...all].map(([postId, { count }]) => [postId, count]));

const subscriptions = (events: readonly Event[]) =>
  events.filter(({ requestContext }) => requestContext.routeKey === 'subscribe').map(({ body }) => body);

test('it asks again after a problem and after a function that failed', async () => {
  const problem = { statusCode: 200, body: '{"type":"problem","status":503}' };
  const failed = { status: 'function-error', errorType: 'Error', errorMessage: 'killed' };
  const { api, viewer } = await startWith([problem, failed, counts(['a', 1, '2026-01-01'], ['b', 0, null])]);
  expect(viewer).toMatchObject({ isLooking: true, connections: 1 });
  expect(subscriptions(api.events)).toEqual(Array(3).fill('{"action":"subscribe","posts":["a","b"]}'));
});

test('it connects again after a drop, with the posts of then, and shows no older count after a newer one', async () => {
  const pages = [
    ['a', 'b'],
    ['a', 'c'],
  ];
  const { api, viewer } = await startWith(
    [
      counts(['a', 5, '2026-01-05'], ['b', 2, '2026-01-01']),
      counts(['a', 4, '2026-01-04'], ['c', 3, '2026-01-01']),
    ],
    () => pages.shift() ?? [],
  );
  expect(shown(viewer)).toEqual({ a: 5, b: 2 });
  expect(api.dropConnections(1)).toBe(1);
  await vi.waitFor(() => expect(shown(viewer)).toEqual({ a: 5, c: 3 }), PATIENTLY);
  expect(viewer).toMatchObject({ isLooking: true, connections: 2 });
});

test('a connection that the server does not know any more is replaced', async () => {
  const gone = { statusCode: 200, body: '{"type":"problem","status":410}' };
  const { viewer } = await startWith([gone, counts(['a', 1, '2026-01-01'], ['b', 1, '2026-01-01'])]);
  expect(viewer).toMatchObject({ isLooking: true, connections: 2 });
});
