import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeProofOfWork } from '../../lambdas/http/proof-of-work.ts';
import { type Api, type ApiRequest, openApi } from '../../traffic/api.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { VISITOR_KEYS } from '../../trials/fuzz/tokens.ts';
import { type FaultyApi, startFaultyApi } from './faulty-api.ts';

function start() {
  const requests: ApiRequest[] = [];
  const api = {
    async call(request: ApiRequest) {
      requests.push(request);
      return { status: 201, text: JSON.stringify({ token: `token-${requests.length}` }) };
    },
  } as unknown as Api;
  const appended: string[] = [];
  const store = { load: () => new Map(), append: (_: string, token: string) => void appended.push(token) };
  return { requests, appended, visitors: makeVisitors(api, store) };
}

test('a token that the API refused is renewed once for all who wait, as the same person, and is remembered', async () => {
  const { visitors, requests, appended } = start();
  const old = await visitors.tokenOf('ann');
  const renewing = [visitors.renew('ann', old), visitors.renew('ann', old), visitors.tokenOf('ann')];
  await Promise.all(renewing);
  expect(await visitors.tokenOf('ann')).toBe('token-2');
  expect(requests.map(({ headers }) => headers?.['authorization'])).toEqual([undefined, `Bearer ${old}`]);
  expect(visitors).toMatchObject({ issued: 1, renewed: 1, forgotten: 0 });
  expect(appended).toEqual(['token-1', 'token-2']);
});

describe('where the API asks for a challenge', () => {
  let server: FaultyApi;
  let api: Api;
  beforeEach(async () => {
    server = await startFaultyApi();
    api = openApi({ url: server.url, connections: 1 });
  });
  afterEach(async () => {
    await api.close();
    await server.close();
  });

  test('each user solves a puzzle once, and is a visitor from then on', async () => {
    server.challenge = makeProofOfWork({ ...VISITOR_KEYS, most: 8 });
    const visitors = makeVisitors(api);
    const tokens = await Promise.all(['ann', 'bob', 'ann'].map((user) => visitors.tokenOf(user)));
    expect([new Set(tokens).size, visitors.issued]).toEqual([2, 2]);
    expect(server.requests.filter((request) => request === 'POST /v1/challenges')).toHaveLength(2);
  });

  test('a challenge for persons ends the run, and says so', async () => {
    const pose = async () => ({ kind: 'turnstile' as const, siteKey: '0x4AAA' });
    server.challenge = { pose, isSolvedBy: async () => true };
    await expect(makeVisitors(api).tokenOf('ann')).rejects.toThrow(
      'POST /v1/visitors was refused with 401: Solve a challenge first.',
    );
  });
});
