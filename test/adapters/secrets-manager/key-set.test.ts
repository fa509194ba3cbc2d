import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addKey,
  KEY_ANNOUNCED_MS,
  KeySetError,
  kidOf,
  readKeySet,
  removeKeys,
  signingKeyOf,
  writeKeySet,
} from '../../../adapters/secrets-manager/key-set.ts';
import { VISITOR_KEYS_TTL_MS } from '../../../adapters/secrets-manager/visitor-keys.ts';

const NOW_MS = Date.UTC(2026, 10, 24);
const DAY_MS = 86_400_000;
const FIRST = 'first-'.repeat(8);
const keyNamed = (name: string | number) => `${name}-`.padEnd(40, 'x');
const kidsOf = ({ keys }: ReturnType<typeof readKeySet>) => keys.map(({ key }) => kidOf(key));

describe('a set of keys', () => {
  test.each([
    ['', 'is empty'],
    ['short', 'is too short'],
    ['{', 'is no JSON'],
    ['{"v":2,"keys":[]}', 'is of a newer release'],
    [
      JSON.stringify({ v: 1, keys: [{ key: 'short', createdAt: '2026-11-24T00:00:00.000Z' }] }),
      'has a short key',
    ],
    [JSON.stringify({ v: 1, keys: [{ key: FIRST, createdAt: 'yesterday' }] }), 'has a bad time'],
  ])('cannot be read from %j, which %s, and the error quotes nothing', (text) => {
    expect(() => readKeySet(text)).toThrow(KeySetError);
    expect(() => readKeySet(text)).not.toThrow(/first|yesterday/);
  });

  test('may be the one plain key that a deployment began with, which signs at once', () => {
    expect(signingKeyOf(readKeySet(FIRST), NOW_MS)?.key).toBe(FIRST);
  });

  test('signs with a new key only after everybody has read it', () => {
    expect(KEY_ANNOUNCED_MS).toBeGreaterThan(VISITOR_KEYS_TTL_MS);
    const set = addKey(readKeySet(FIRST), keyNamed('new'), NOW_MS);
    expect(signingKeyOf(set, NOW_MS + KEY_ANNOUNCED_MS - 1)?.key).toBe(FIRST);
    expect(signingKeyOf(set, NOW_MS + KEY_ANNOUNCED_MS)?.key).toBe(keyNamed('new'));
  });

  test('keeps the key before the one that signs for one rotation', () => {
    const once = addKey(readKeySet(FIRST), keyNamed(1), NOW_MS);
    expect(kidsOf(once)).toEqual([kidOf(keyNamed(1)), kidOf(FIRST)]);
    const twice = addKey(once, keyNamed(2), NOW_MS + 30 * DAY_MS);
    expect(kidsOf(twice)).toEqual([kidOf(keyNamed(2)), kidOf(keyNamed(1))]);
  });

  test('keeps the first key for tokens that name none, for a year', () => {
    const rotated = addKey(readKeySet(FIRST), keyNamed(1), NOW_MS);
    expect(addKey(rotated, keyNamed(2), NOW_MS + 364 * DAY_MS).unnamed?.key).toBe(FIRST);
    expect(addKey(rotated, keyNamed(2), NOW_MS + 365 * DAY_MS).unnamed).toBeUndefined();
    expect(removeKeys(rotated, new Set([kidOf(FIRST)]), NOW_MS).unnamed).toBeUndefined();
  });

  test('always has a key that signs, however rotations come, and is the same when it was stored', () => {
    const steps = fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 20 });
    fc.assert(
      fc.property(steps, (waits) => {
        let set = readKeySet(FIRST);
        let nowMs = NOW_MS;
        for (const [index, waitMs] of waits.entries()) {
          nowMs += waitMs;
          const before = signingKeyOf(set, nowMs);
          set = readKeySet(writeKeySet(addKey(set, keyNamed(index), nowMs)));
          expect(signingKeyOf(set, nowMs)).toEqual(before);
        }
      }),
    );
  });
});
