import { expect, test } from 'vitest';
import type { CountUpdate } from '../../../core/counters/count-update.ts';
import { encodeUpdates } from '../../../core/counters/update-record.ts';
import { collectUpdates } from '../../../core/live/collect-updates.ts';

const MINUTE = Date.UTC(2026, 10, 26, 19, 27);

const recordOf = (updates: readonly CountUpdate[], sequenceNumber = '100') => ({
  sequenceNumber,
  partitionKey: 'root-0',
  data: Buffer.from(encodeUpdates(updates)),
});
const whole = (key: string, commits: number, asOfMs = MINUTE): CountUpdate => ({
  key,
  whole: { count: 10 * commits, commits },
  asOfMs,
});
const unknown = (key: string): CountUpdate => ({ key, whole: undefined, asOfMs: MINUTE });

test('malformed records are counted and skipped', () => {
  const malformed = { ...recordOf([]), data: Buffer.from('no json') };
  const { counters, malformed: count } = collectUpdates([malformed, recordOf([whole('p', 1)]), malformed]);
  expect(count).toBe(2);
  expect(counters).toHaveLength(1);
});

test('the newest update of a post is the one after more commits, wherever it stands', () => {
  const { counters } = collectUpdates([recordOf([whole('p', 2)]), recordOf([whole('p', 3), whole('p', 1)])]);
  expect(counters).toEqual([
    {
      key: 'p',
      firstSequenceNumber: '100',
      mustRead: false,
      oldest: { key: 'p', count: 10, commits: 1, asOfMs: MINUTE },
      states: [{ key: 'p', count: 30, commits: 3, asOfMs: MINUTE }],
    },
  ]);
});

test('a batch of several minutes keeps the newest count of each', () => {
  const updates = [whole('p', 3, MINUTE + 60_000), whole('p', 2, MINUTE + 59_999), whole('p', 1)];
  expect(collectUpdates([recordOf(updates)]).counters[0]?.states.map(({ commits }) => commits)).toEqual([
    2, 3,
  ]);
});

test('a post must be read when one of its updates does not tell the count', () => {
  const { counters } = collectUpdates([recordOf([whole('p', 2), unknown('p'), whole('q', 1)])]);
  expect(counters.map(({ key, mustRead }) => [key, mustRead])).toEqual([
    ['p', true],
    ['q', false],
  ]);
});

test('posts come in the order of the records that name them first', () => {
  const { counters } = collectUpdates([
    recordOf([whole('p', 1)], '7'),
    recordOf([whole('q', 1), whole('p', 2)], '8'),
  ]);
  expect(counters.map(({ key, firstSequenceNumber }) => [key, firstSequenceNumber])).toEqual([
    ['p', '7'],
    ['q', '8'],
  ]);
});
