import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { makeAskedApi } from '../../../adapters/http/asked-api.ts';
import { NoAnswerError } from '../../../core/smoke/ports.ts';
import { listenOnLoopback } from '../../../local/listen-on-loopback.ts';

/** A server that answers with these statuses, the last one for ever. 0 closes the connection. */
async function start(...statuses: number[]) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    requests.push(`${method} ${url} ${headers.authorization ?? ''}`);
    const status = statuses[Math.min(requests.length, statuses.length) - 1] ?? 200;
    if (status === 0) request.socket.destroy();
    else response.writeHead(status, { location: '/elsewhere' }).end(`answer ${requests.length}`);
  });
  const listening = await listenOnLoopback(server);
  onTestFinished(() => listening.close());
  let nowMs = 0;
  const wait = async () => void (nowMs += 1_000);
  const api = makeAskedApi({ url: `${listening.url}/`, patienceMs: 10_000, now: () => nowMs, wait });
  return { api, requests };
}

const ASK = { method: 'GET', path: '/v1/likes' } as const;

test.each([
  [503, 'it answered 503'],
  [429, 'it answered 429'],
  [0, 'UND_ERR_SOCKET'],
  // A redirect leads to another place than the one to check.
  [302, 'unexpected redirect'],
])('%i that stays ends as an error that says so', async (status, reason) => {
  const { api, requests } = await start(status);
  const failure = await api.call(ASK).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(NoAnswerError);
  expect((failure as Error).message).toBe(`GET /v1/likes failed for 10 s: ${reason}`);
  expect(requests.length).toBeGreaterThan(5);
});

test('a signal ends a request at once', async () => {
  const { api, requests } = await start(200);
  await expect(api.call(ASK, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  expect(requests).toEqual([]);
});

test.each([[503], [429], [0]])('%i that passes is sent again', async (status) => {
  const { api, requests } = await start(status, 200);
  expect(await api.call(ASK)).toEqual({ status: 200, text: 'answer 2' });
  expect(requests).toHaveLength(2);
});

test('any other answer is the answer, whatever it says', async () => {
  const { api, requests } = await start(401);
  const headers = { authorization: 'Bearer token' };
  expect(await api.call({ ...ASK, headers })).toEqual({ status: 401, text: 'answer 1' });
  expect(requests).toEqual(['GET /v1/likes Bearer token']);
});
