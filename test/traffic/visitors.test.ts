import { expect, test } from 'vitest';
import type { Api, ApiRequest } from '../../traffic/api.ts';
import { makeVisitors } from '../../traffic/visitors.ts';

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
