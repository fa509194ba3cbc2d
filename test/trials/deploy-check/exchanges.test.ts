import { expect, test } from 'vitest';
import { InexactError, expectExact, makeVotes } from '../../../trials/deploy-check/exact-counts.ts';
import { makeExchanges } from '../../../trials/deploy-check/exchanges.ts';
import { openApi } from '../../../traffic/api.ts';
import { sendActions } from '../../../traffic/send.ts';
import { truthOf } from '../../../traffic/truth.ts';
import { makeVisitors } from '../../../traffic/visitors.ts';
import { startFaultyApi } from '../../traffic/faulty-api.ts';

const actions = makeVotes({ seed: 1, actions: 500, users: 20, posts: 20, postPrefix: 'same-' });
const exchanges = makeExchanges(actions, 'same-');

test('every action is sent once, in its order, by its own person', () => {
  const sent = exchanges.filter((it) =>
    actions.some(({ id }) => it.headers?.['idempotency-key'] === id || it.body?.includes(id)),
  );
  expect(sent.map(({ as }) => as)).toEqual(actions.map(({ user }) => user));
});

test('actions go as likes, unlikes and batches', () => {
  expect(new Set(exchanges.filter(({ as }) => as?.startsWith('user-')).map(({ method }) => method))).toEqual(
    new Set(['PUT', 'DELETE', 'POST']),
  );
});

test('what else is sent likes no post of the actions', () => {
  const posts = new Set(actions.map(({ postId }) => postId));
  const others = exchanges.filter(({ as, method }) => as === 'somebody' && method !== 'GET');
  expect(others).not.toHaveLength(0);
  for (const { path, body = '' } of others)
    expect(
      [...posts].filter((postId) => path.includes(`/${postId}/`) || body.includes(`"${postId}"`)),
    ).toEqual([]);
});

test('a count that is not the truth fails the check, and is named', async () => {
  const server = await startFaultyApi();
  const api = openApi({ url: server.url });
  const { signal } = new AbortController();
  try {
    await sendActions(actions, { api, visitors: makeVisitors(api) });
    expect(await expectExact(api, truthOf(actions), signal, 1)).toBeGreaterThan(0);
    server.tamper = (postId, count) => (postId === 'same-3' ? count + 1 : count);
    const failure = await expectExact(api, truthOf(actions), signal, 1).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InexactError);
    expect(failure).toHaveProperty('message', expect.stringContaining('1 of 20 posts differ, first same-3'));
  } finally {
    await api.close();
    await server.close();
  }
});
