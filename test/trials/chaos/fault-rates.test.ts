import { expect, test } from 'vitest';
import { DEFAULT_RATES, readFaultRates } from '../../../trials/chaos/fault-rates.ts';

test('what is named changes the defaults, and nothing else does', () => {
  expect(readFaultRates('batch-likes=20,zombie=0')).toEqual({
    ...DEFAULT_RATES,
    'batch-likes': 20,
    zombie: 0,
  });
});

test('after "none" only what is named happens', () => {
  const rates = readFaultRates('none, accept-like=2.5, killed-after=1');
  expect(Object.entries(rates).filter(([, rate]) => rate !== 0)).toEqual([
    ['accept-like', 2.5],
    ['killed-after', 1],
  ]);
});

test.each([
  ['zombies=1', /"zombies=1" is not .* killed-before/],
  ['zombie', /"zombie" is not/],
  ['zombie=-1', /"zombie=-1" is not/],
  ['zombie=0,none', /"none" is not/],
  ['toString=1', /"toString=1" is not/],
  ['batch-likes=101', /more than 100 percent/],
  ['throttle=60,delay=60', /more than 100 percent/],
  ['none,batch-likes=10', /but how/],
])('"%s" is refused with one line', (text, message) => {
  expect(() => readFaultRates(text)).toThrow(message);
});
