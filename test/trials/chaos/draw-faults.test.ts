import { expect, test } from 'vitest';
import { type CallFault, drawCallFault, drawInvocationFault } from '../../../trials/chaos/draw-faults.ts';
import { CALL_FAULTS, DEFAULT_RATES, FAILURES, readFaultRates } from '../../../trials/chaos/fault-rates.ts';
import { makeSeededRandom } from '../../../traffic/seeded-random.ts';

const DRAWS = 200_000;

/** Shares of all draws, in percent. */
function sharesOf(draw: (random: () => number) => string | undefined): Record<string, number> {
  const random = makeSeededRandom(3);
  const shares: Record<string, number> = {};
  for (let count = 0; count < DRAWS; count++) {
    const kind = draw(random);
    if (kind !== undefined) shares[kind] = (shares[kind] ?? 0) + 100 / DRAWS;
  }
  return shares;
}

test('invocations fail at the rate of their stage, each way by its parts', () => {
  const shares = sharesOf((random) => drawInvocationFault(DEFAULT_RATES, 'batch-likes', 100, random)?.kind);
  const parts = FAILURES.reduce((sum, kind) => sum + DEFAULT_RATES[kind], 0);
  for (const kind of FAILURES)
    expect(shares[kind]).toBeCloseTo((DEFAULT_RATES['batch-likes'] * DEFAULT_RATES[kind]) / parts, 0);
  const accepting = sharesOf((random) => drawInvocationFault(DEFAULT_RATES, 'accept-like', 1, random)?.kind);
  const all = Object.values(accepting).reduce((sum, share) => sum + share, 0);
  expect(all).toBeCloseTo(DEFAULT_RATES['accept-like'], 0);
});

test('a failure may be at any call of the invocation, and at no other', () => {
  const rates = readFaultRates('batch-likes=100');
  const random = makeSeededRandom(1);
  const steps = Array.from(
    { length: 500 },
    () => drawInvocationFault(rates, 'batch-likes', 4, random)?.step ?? Number.NaN,
  );
  expect(new Set(steps)).toEqual(new Set([1, 2, 3, 4]));
  expect(drawInvocationFault(rates, 'batch-likes', 0, random)?.step).toBe(1);
});

test('calls meet each fault at its rate', () => {
  const rates = readFaultRates('throttle=1,lost-request=2,lost-response=3,delay=4');
  const shares = sharesOf((random) => drawCallFault(rates, random)?.kind);
  for (const kind of CALL_FAULTS) expect(shares[kind]).toBeCloseTo(rates[kind], 0);
});

test('delays hit requests and answers, and some are longer than a caller waits', () => {
  const rates = readFaultRates('none,delay=100');
  const random = makeSeededRandom(1);
  const delays = Array.from({ length: 500 }, () => drawCallFault(rates, random)).filter(isDelay);
  expect(delays).toHaveLength(500);
  expect(new Set(delays.map((delay) => delay.of))).toEqual(new Set(['request', 'response']));
  expect(Math.max(...delays.map(({ ms }) => ms))).toBeGreaterThan(2_000);
  expect(Math.min(...delays.map(({ ms }) => ms))).toBeLessThan(2_000);
});

test('a rate of nothing is nothing', () => {
  const none = readFaultRates('none');
  expect(sharesOf((random) => drawCallFault(none, random)?.kind)).toEqual({});
  expect(sharesOf((random) => drawInvocationFault(none, 'batch-likes', 9, random)?.kind)).toEqual({});
});

const isDelay = (fault: CallFault | undefined) => fault?.kind === 'delay';
