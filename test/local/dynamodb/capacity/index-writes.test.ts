import { describe, expect, test } from 'vitest';
import { findIndexWrites, type Item } from '../../../../local/dynamodb/capacity/index-writes.ts';

const index = (ProjectionType: string) => ({
  IndexName: 'top',
  IndexArn: 'arn',
  KeySchema: [{ AttributeName: 'country' }, { AttributeName: 'likes' }],
  Projection: { ProjectionType },
});
const item = (likes: number, more: Item = {}): Item => ({
  id: { S: 'a' },
  country: { S: 'at' },
  likes: { N: String(likes) },
  ...more,
});
/** Each attribute costs a unit here. */
const unitsOf = (entry: Item) => Object.keys(entry).length;
const writes = (before: Item | undefined, after: Item | undefined, projection = 'KEYS_ONLY') =>
  findIndexWrites(index(projection), ['id'], before, after, unitsOf);

describe('a write consumes of an index', () => {
  test('nothing when the item is not in it, before or after', () => {
    expect(writes(undefined, { id: { S: 'a' }, country: { S: 'at' } })).toEqual([]);
    expect(writes(undefined, undefined)).toEqual([]);
  });

  test('nothing when no attribute of the index has changed', () => {
    expect(writes(item(1, { text: { S: 'x' } }), item(1, { text: { S: 'y' } }))).toEqual([]);
    expect(writes(item(1), item(1), 'ALL')).toEqual([]);
  });

  test('one entry when the item comes in or goes out', () => {
    expect(writes(undefined, item(1))).toEqual([{ key: 'at', units: 3 }]);
    expect(writes(item(1), undefined)).toEqual([{ key: 'at', units: 3 }]);
  });

  test('two entries when the item moves, because the old one is deleted', () => {
    const moved = item(1, { country: { S: 'de' } });
    expect(writes(item(1), moved)).toEqual([
      { key: 'at', units: 3 },
      { key: 'de', units: 3 },
    ]);
    expect(writes(item(1), item(2))).toHaveLength(2);
  });

  test('the larger of both entries when the item stays in its place', () => {
    expect(writes(item(1, { text: { S: 'x' } }), item(1), 'ALL')).toEqual([{ key: 'at', units: 4 }]);
  });
});
