import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeSiteverify, SiteverifyError } from '../../../adapters/http/siteverify.ts';
import { type Failure, SECRET, type SiteverifyService, startSiteverify } from './siteverify-service.ts';

let service: SiteverifyService;
beforeEach(async () => {
  service = await startSiteverify();
  service.good.add('good');
});
afterEach(() => service.close());

const verify = (secret = SECRET) =>
  makeSiteverify({ url: service.url, secret: async () => secret, attemptTimeoutMs: 1_000 });

const FAILURES: [string, Failure][] = [
  ['does not answer in time', 'stall'],
  ['breaks the connection', 'reset'],
  ['answers 503', { status: 503 }],
  ['answers 429', { status: 429 }],
  ['answers something else than JSON', { status: 200, body: '<html>' }],
  ['answers JSON that says nothing', { status: 200, body: 'null' }],
  ['has an error of its own', { status: 200, body: '{"success":false,"error-codes":["internal-error"]}' }],
  ['answers far too much', { status: 200, body: `{"success":true,"x":"${'x'.repeat(20_000)}"}` }],
  ['sends the request elsewhere', { status: 302 }],
];

test.each(FAILURES)(
  'a service that %s, twice, leaves it open whether a token is good',
  async (_, failure) => {
    service.failures.push(failure, failure);
    await expect(verify()('good')).rejects.toThrow(SiteverifyError);
    expect(service.asked).toHaveLength(2);
  },
);

test.each(FAILURES)('a service that %s once is asked again', async (_, failure) => {
  service.failures.push(failure);
  expect(await verify()('good')).toBe(true);
});

test('an answer that was lost is asked for again under the same key, so that the token is not used twice', async () => {
  service.failures.push('lost');
  expect(await verify()('good')).toBe(true);
  const [one, other] = service.asked.map((sent) => sent.get('idempotency_key'));
  expect([one?.length, one]).toEqual([36, other]);
});

test('a service that does not know our secret refuses us and not the token, and is not asked again', async () => {
  const refused = verify('wrong')('good');
  await expect(refused).rejects.toThrow(SiteverifyError);
  await expect(refused).rejects.toMatchObject({ retryable: true });
  expect(service.asked).toHaveLength(1);
});

test.each(['forged', 'used-before'])('a token that is no good is refused at once: %s', async (token) => {
  expect(await verify()(token)).toBe(false);
  expect(service.asked).toHaveLength(1);
});

test('a token is good once, and nothing is told about the person', async () => {
  const ask = verify();
  expect([await ask('good'), await ask('good')]).toEqual([true, false]);
  expect([...(service.asked[0]?.keys() ?? [])]).toEqual(['secret', 'response', 'idempotency_key']);
});

test('a service that lets two attempts wait is left alone for 10 s, so that a flood does not hold every environment', async () => {
  const clock = { ms: 1_000 };
  const check = makeSiteverify({
    url: service.url,
    secret: async () => SECRET,
    attemptTimeoutMs: 200,
    now: () => clock.ms,
  });
  service.failures.push('stall', 'stall');
  await expect(check('good')).rejects.toThrow(SiteverifyError);
  clock.ms += 9_999;
  await expect(check('good')).rejects.toThrow(SiteverifyError);
  expect(service.asked).toHaveLength(2);
  clock.ms += 1;
  expect(await check('good')).toBe(true);
});

test('no failure that comes at once keeps the others from being checked, because a token may have caused it', async () => {
  const check = verify();
  service.failures.push({ status: 503 }, { status: 503 });
  await expect(check('good')).rejects.toThrow(SiteverifyError);
  expect(await check('good')).toBe(true);
});

test('whoever has no more time does not wait for the service', async () => {
  service.failures.push('stall');
  await expect(verify()('good', AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
});
