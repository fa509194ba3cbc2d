import { expect, test } from 'vitest';
import { ROOT_PLACE } from '../../../core/counters/counter-item.ts';
import { CounterMemory } from '../../../core/counters/counter-memory.ts';

const HOUR_MS = 60 * 60_000;
const bucket = { bucket: '1.0', floor: '011' };

test('a lane finds the place where it last committed to a counter, and starts at the root of every other counter', () => {
  const memory = new CounterMemory();
  memory.setPlace('a', 'p', bucket, 0);
  expect(memory.placeOf('a', 'p', 1)).toBe(bucket);
  expect(memory.placeOf('b', 'p', 1)).toBe(ROOT_PLACE);
  expect(memory.placeOf('a', 'q', 1)).toBe(ROOT_PLACE);
});

test('a place is forgotten long before the tombstone of its bucket may be deleted', () => {
  const memory = new CounterMemory();
  memory.setPlace('a', 'p', bucket, 0);
  expect(memory.placeOf('a', 'p', HOUR_MS)).toBe(ROOT_PLACE);
});

test('heat is the number of commits a second by all writers, measured over at least two seconds', () => {
  const memory = new CounterMemory();
  expect(memory.writesPerSecond('p', 100, 0)).toBe(0);
  expect(memory.writesPerSecond('p', 300, 1_000)).toBe(0);
  expect(memory.writesPerSecond('p', 500, 2_000)).toBe(200);
  expect(memory.writesPerSecond('p', 9_999, 2_001)).toBe(200);
  expect(memory.writesPerSecond('p', 500, 12_000)).toBe(0);
});

test('when there are very many counters, those that were written longest ago are forgotten', () => {
  const memory = new CounterMemory();
  for (let index = 0; index < 30_000; index++) memory.setPlace('a', `p${index}`, bucket, 0);
  expect(memory.placeOf('a', 'p0', 0)).toBe(ROOT_PLACE);
  expect(memory.placeOf('a', 'p29999', 0)).toBe(bucket);
});
