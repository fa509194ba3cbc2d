import { expect, test } from 'vitest';
import { ClientTokens } from '../../../bench/peers/client-tokens.ts';

test('a client token stays the same for ten minutes, and is another one afterwards', () => {
  let nowMs = 0;
  const tokens = new ClientTokens(() => nowMs);
  const first = tokens.tokenFor('batch');
  nowMs = 599_999;
  expect(tokens.tokenFor('batch')).toBe(first);
  nowMs = 600_000;
  const second = tokens.tokenFor('batch');
  expect(second).not.toBe(first);
  nowMs = 1_199_999;
  expect(tokens.tokenFor('batch')).toBe(second);
  expect(tokens.tokenFor('another')).not.toBe(second);
});
