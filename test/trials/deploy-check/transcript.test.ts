import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Exchange } from '../../../trials/deploy-check/exchanges.ts';
import { sortDifferences } from '../../../trials/deploy-check/known-differences.ts';
import {
  comparable,
  compareReplies,
  recordReplies,
  type Reply,
} from '../../../trials/deploy-check/transcript.ts';
import { openApi } from '../../../traffic/api.ts';
import { makeVisitors } from '../../../traffic/visitors.ts';
import { type FaultyApi, startFaultyApi } from '../../traffic/faulty-api.ts';

describe('what is compared of a body', () => {
  const id = '01a20f37-4910-7b5e-8749-9904e201f540';

  test('leaves out what depends on the time or on chance, and keeps its type', () => {
    const body = {
      count: 3,
      asOf: null,
      liked: true,
      token: 'x',
      expiresAt: 'y',
      receipt: 'z',
      state: 'accepted',
    };
    const types = {
      count: 'number',
      liked: 'boolean',
      token: 'string',
      expiresAt: 'string',
      receipt: 'string',
    };
    expect(comparable(JSON.stringify(body), '')).toEqual({
      ...types,
      asOf: 'time or null',
      state: 'accepted or queued',
    });
  });

  test('a count that is no number is another body', () => {
    expect(comparable('{"count":"3"}', '')).not.toEqual(comparable('{"count":3}', ''));
  });

  test('keeps an id that the request named, and no other', () => {
    expect(comparable(JSON.stringify({ id }), `PUT ${id}`)).toEqual({ id });
    expect(comparable(JSON.stringify({ id }), 'PUT')).toEqual({ id: 'a new id' });
  });

  test('what is no JSON is kept as it is', () => {
    expect(comparable('<html>', '')).toBe('<html>');
  });
});

describe('replies', () => {
  let server: FaultyApi;
  beforeEach(async () => {
    server = await startFaultyApi();
  });
  afterEach(() => server.close());

  const exchanges: Exchange[] = [
    { method: 'PUT', path: '/v1/posts/a/like', as: 'ann', headers: { 'idempotency-key': '1' } },
    { method: 'GET', path: '/v1/posts/a/likes' },
  ];

  async function record() {
    const api = openApi({ url: server.url });
    const replies = await recordReplies(server.url, exchanges, {
      visitors: makeVisitors(api),
      signal: new AbortController().signal,
    });
    await api.close();
    return replies;
  }

  test('are recorded in the order of the requests, with the token of the person', async () => {
    const [liked, read] = await record();
    expect(liked).toMatchObject({ status: 202, headers: { 'content-type': 'application/json' } });
    expect(read).toMatchObject({ status: 200, body: { postId: 'a', count: 'number' } });
    expect(server.arrived).toMatchObject([{ user: 'token-0', postId: 'a', op: 'like' }]);
  });

  test('a failure is recorded, not tried again', async () => {
    server.fault = (requestNumber) => (requestNumber === 1 ? undefined : 503);
    const [liked] = await record();
    expect(liked).toHaveProperty('status', 503);
    expect(server.requests.filter((it) => it.startsWith('PUT'))).toHaveLength(1);
  });

  const reply: Reply = { status: 200, headers: { vary: 'Authorization' }, body: {} };

  test('the same replies do not differ', () => {
    expect(compareReplies(exchanges, [reply, reply], [reply, { ...reply }])).toEqual([]);
  });

  test.each([
    ['status', { ...reply, status: 201 }],
    ['header', { ...reply, headers: { vary: undefined } }],
    ['body', { ...reply, body: { more: 1 } }],
  ])('another %s differs', (_, other) => {
    const differences = compareReplies(exchanges, [reply, reply], [reply, other]);
    expect(differences).toEqual([{ exchange: exchanges[1], expected: reply, came: other }]);
  });
});

describe('known differences', () => {
  const exchange = { method: 'OPTIONS', path: '/v1/likes' };
  const difference = (status: number) => ({
    exchange,
    expected: { status: 204, headers: {}, body: '' },
    came: { status, headers: {}, body: '' },
  });

  test('are counted by name where the answer is the known one', () => {
    const { unknown, seen } = sortDifferences([difference(403), difference(403)], 'aws');
    expect(unknown).toEqual([]);
    expect([...seen.values()]).toEqual([2]);
  });

  test('are unknown where the answer is another, or the target', () => {
    expect(sortDifferences([difference(500)], 'aws').unknown).toHaveLength(1);
    expect(sortDifferences([difference(403)], 'localstack').unknown).toHaveLength(1);
    expect(sortDifferences([difference(403)], 'aws', 'localstack').unknown).toHaveLength(1);
  });
});
